import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

export function changes(request: FastifyRequest): boolean {
  return !reading.has(request.method);
}

/**
 * Did a page of this server send it? Browsers say so in Sec-Fetch-Site and Origin; other clients send neither.
 * The Host header counts beside PUBLIC_URL, because offices also reach the server by its bare address.
 */
export function isSameOrigin(request: FastifyRequest, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = request.headers.origin;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.origin === new URL(publicUrl).origin || from.host === request.headers.host;
}

export function sameToken(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
