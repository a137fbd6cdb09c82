import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DOCS } from './openapi';

const policy = (styles: string) =>
  [
    `default-src 'self'`,
    `script-src 'self'`,
    `style-src ${styles}`,
    `img-src 'self' data:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join(';');

const STRICT = policy(`'self'`);
/** swagger-ui styles its page inline; scripts stay its own files even there. */
const FOR_DOCS = policy(`'self' 'unsafe-inline'`);

/** Strict by default: nothing from elsewhere, no inline script, nothing kept by caches. HSTS only behind TLS. */
export async function addSecurityHeaders(app: NestFastifyApplication, secure: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      const docs = request.url === DOCS || request.url.startsWith(`${DOCS}/`);
      void reply
        .header('content-security-policy', docs ? FOR_DOCS : STRICT)
        .header('cache-control', 'no-store');
      void reply.header('x-request-id', request.id);
      done();
    });
}
