import type { FastifyReply, FastifyRequest } from 'fastify';

/** Behind TLS the `__Host-` prefix pins the cookie to this host and to https (trust.md "Security"). */
export interface SessionCookie {
  name: string;
  secure: boolean;
}

export function sessionCookie(secure: boolean): SessionCookie {
  return { name: secure ? '__Host-session' : 'session', secure };
}

export function readSession(cookie: SessionCookie, request: FastifyRequest): string | undefined {
  return request.cookies[cookie.name];
}

/** No Max-Age: the cookie ends with the browser, the session by the server's clock. */
export function giveSession(cookie: SessionCookie, reply: FastifyReply, id: string): void {
  void reply.setCookie(cookie.name, id, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: cookie.secure,
  });
}

export function takeSession(cookie: SessionCookie, reply: FastifyReply): void {
  void reply.clearCookie(cookie.name, { httpOnly: true, sameSite: 'lax', path: '/', secure: cookie.secure });
}
