import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock/clock';

const arrivals = new WeakMap<object, Date>();

/** Notes when each request reached the server, before it waits for anything. */
export function noteArrivals(fastify: FastifyInstance, clock: Clock): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    arrivals.set(request, clock.now());
    done();
  });
}

/** The moment that decides whether a report is on time (domain §3): taken before the write waits for its turn. */
export const ArrivedAt = createParamDecorator((_: unknown, context: ExecutionContext): Date => {
  const at = arrivals.get(context.switchToHttp().getRequest<object>());
  if (!at) throw new Error('@ArrivedAt() needs noteArrivals at the start of the server');
  return at;
});
