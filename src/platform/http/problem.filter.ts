import { randomBytes } from 'node:crypto';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { databaseCode } from '../database/database-error';
import { sayRefusal, type RefusalAnswer } from '../../domain/refusal';
import { HttpProblem, type HttpProblemCode, httpProblems, problemOfStatus } from './http-problems';
import type { ProblemView } from './problem.view';
import { InvalidInput, Refused } from './refused';
import { pathOf } from './path-of';

type Answer = RefusalAnswer & Pick<ProblemView, 'code' | 'facts' | 'errors' | 'rows'>;

/** The one place where an error becomes an answer. What nobody foresaw tells its number and nothing else. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { code, status, title, detail, facts, errors, rows } =
      foreseen(error) ?? this.unforeseen(error, request);
    const problem: ProblemView = {
      type: `urn:problem:${code}`,
      title,
      status,
      detail,
      instance: pathOf(request.url),
      code,
      ...(facts && { facts }),
      ...(errors && { errors }),
      ...(rows && { rows }),
      requestId: request.id,
    };
    if (status === 429 && facts?.retryAfterSeconds) void reply.header('retry-after', facts.retryAfterSeconds);
    void reply.status(status).header('content-type', 'application/problem+json; charset=utf-8');
    void reply.send(JSON.stringify(problem));
  }

  private unforeseen(error: unknown, request: FastifyRequest): Answer {
    const number = randomBytes(2).toString('hex').toUpperCase();
    const what = error instanceof Error ? error.stack : String(error);
    this.log.error(`${number} ${request.id} ${request.method} ${pathOf(request.url)}: ${what}`);
    const detail = `系统暂时没能完成,您的内容未丢失;请稍后重试,仍不行请告知编号〔${number}〕。`;
    return { code: 'internal', status: 500, title: '系统出错', detail };
  }
}

function foreseen(error: unknown): Answer | undefined {
  if (error instanceof Refused) {
    const { refusal, rows } = error;
    return { ...sayRefusal(refusal), code: refusal.code, facts: refusal.facts, rows };
  }
  if (error instanceof InvalidInput) {
    return { ...httpProblems['invalid-input'], code: 'invalid-input', errors: error.errors };
  }
  const code =
    error instanceof HttpProblem ? error.code : (tooLong(error) ?? problemOfStatus(statusOf(error)));
  return code && { ...httpProblems[code], code };
}

/** PostgreSQL counts more strictly than the forms do: ❤️ is one letter to them and two to a column. */
function tooLong(error: unknown): HttpProblemCode | undefined {
  return databaseCode(error) === '22001' ? 'too-long' : undefined;
}

/** Nest's exceptions tell their status by method, Fastify's by property. */
function statusOf(error: unknown): number {
  if (!(error instanceof Error)) return 500;
  if (error instanceof HttpException) return error.getStatus();
  return 'statusCode' in error ? Number(error.statusCode) : 500;
}
