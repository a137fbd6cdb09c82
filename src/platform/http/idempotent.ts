import { createHash } from 'node:crypto';
import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Clock } from '../clock/clock';
import { Database } from '../database/database';
import { sql } from '../database/sql';
import type { RequestWithActor } from './actor';
import { HttpProblem } from './http-problems';
import type { IdempotencyRecord } from './idempotency-record.entity';
import { pathOf } from './path-of';

type Submission = Pick<IdempotencyRecord, 'accountId' | 'key' | 'route' | 'bodyHash'>;
type Kept = Pick<IdempotencyRecord, 'bodyHash' | 'response'>;

/**
 * A submission sent twice is done once: the answer is stored in the very transaction that did the work. The key's
 * row is claimed first, so a parallel twin waits for it and then replays; a refused submission leaves no key.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const submission = submissionOf(http.getRequest());
    return submission ? from(this.once(submission, http.getResponse(), next)) : next.handle();
  }

  private async once(submission: Submission, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    const { replayed, answer } = await this.db.write(async () => {
      if (!(await this.claim(submission))) return { replayed: true, answer: await this.kept(submission) };
      const done: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      await this.keep(submission, reply.statusCode, done);
      return { replayed: false, answer: done };
    });
    if (replayed) void reply.header('idempotency-replayed', 'true');
    return answer;
  }

  private async claim({ accountId, key, route, bodyHash }: Submission): Promise<boolean> {
    const inserted = await this.db.changed(sql`
      INSERT INTO idempotency (account_id, key, route, body_hash, status, response, at)
      VALUES (${accountId}, ${key}, ${route}, ${bodyHash}, 0, '', ${this.clock.now()})
      ON CONFLICT (account_id, route, key) DO NOTHING`);
    return inserted === 1;
  }

  private async kept({ accountId, key, route, bodyHash }: Submission): Promise<unknown> {
    const kept = await this.db.row<Kept>(sql`
      SELECT body_hash AS "bodyHash", response FROM idempotency
      WHERE account_id = ${accountId} AND route = ${route} AND key = ${key}`);
    if (kept?.bodyHash !== bodyHash) throw new HttpProblem('key-reused');
    return kept.response === '' ? undefined : (JSON.parse(kept.response) as unknown);
  }

  private async keep({ accountId, key, route }: Submission, status: number, answer: unknown): Promise<void> {
    await this.db.changed(sql`
      UPDATE idempotency SET status = ${status}, response = ${answer === undefined ? '' : JSON.stringify(answer)}
      WHERE account_id = ${accountId} AND route = ${route} AND key = ${key}`);
  }
}

/** For submissions: a client that sends `Idempotency-Key` may send again after a broken line. */
export function Idempotent(): MethodDecorator {
  const description = '提交编号(8-80个字母、数字、-、_);断网后带同一编号重发,不会重复办理';
  return applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({ name: 'Idempotency-Key', required: false, description }),
  );
}

function submissionOf(request: FastifyRequest & RequestWithActor): Submission | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\w-]{8,80}$/.test(key)) throw new HttpProblem('bad-request');
  if (!request.actor) throw new Error('an idempotent route must not be open');
  const route = `${request.method} ${pathOf(request.url)}`.slice(0, 120);
  const body = JSON.stringify(request.body ?? null);
  const bodyHash = createHash('sha256').update(body).digest('hex');
  return { accountId: request.actor.accountId, key, route, bodyHash };
}
