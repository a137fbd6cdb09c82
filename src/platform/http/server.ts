import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import cookie from '@fastify/cookie';
import { type DynamicModule, type Type, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../clock/clock';
import type { Config } from '../config/config';
import { noteArrivals } from './arrived-at';
import { fieldErrors } from './constraint-messages';
import { isForm, leaveOutNulls } from './form';
import { HttpProblem } from './http-problems';
import { describeApi } from './openapi';
import { PlainLogger } from './plain-logger';
import { ProblemFilter } from './problem.filter';
import { InvalidInput, Refused } from './refused';
import { secretText } from './secret-text';
import { addSecurityHeaders } from './security-headers';
import { sessionCookie } from './session-cookie';
import { unreadable } from './unreadable-text';

const MEGABYTE = 1_048_576;

/** The whole HTTP server, not yet listening: main, tests and bench start the same one. */
export async function createServer(
  module: Type | DynamicModule,
  config: Config,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter(config), {
    bodyParser: false,
    abortOnError: false,
    logger: new PlainLogger(config.LOG_LEVEL),
  });
  await app.register(cookie);
  await addSecurityHeaders(app, config.secureCookies);
  const fastify = app.getHttpAdapter().getInstance();
  noteArrivals(fastify, app.get(Clock));
  readJsonOnly(fastify);
  checkForms(fastify);
  tagVersions(fastify);
  letGoWhenStopping(fastify);
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(validation());
  describeApi(app, sessionCookie(config.secureCookies).name);
  await app.init();
  await fastify.ready();
  return app;
}

function adapter(config: Config): FastifyAdapter {
  const problems = new ProblemFilter();
  return new FastifyAdapter({
    bodyLimit: MEGABYTE,
    requestTimeout: 30_000,
    trustProxy: config.trustProxy,
    routerOptions: { maxParamLength: 100 },
    genReqId: requestId,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      problems.answer(error, request, reply);
    },
  });
}

/** A proxy's own id is kept when it is one, so that its log and ours can be laid side by side. */
function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{8,40}$/.test(given) ? given : randomUUID();
}

/** JSON alone; an empty body is none, whatever its type says. Poisoned prototypes are refused by the parser. */
function readJsonOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, String(body), done);
  });
}

/** A body is a form, and everything in it can and may be kept; what is wrong in itself is refused before any field is asked. */
function checkForms(fastify: FastifyInstance): void {
  fastify.addHook('preValidation', (request, _reply, done) => {
    const { params, query, body } = request;
    const field = unreadable(params) ?? unreadable(query) ?? unreadable(body);
    const message = '含有无法保存的字符,或层级过多';
    if (field !== undefined) return done(new InvalidInput([{ field, message }]));
    if (body !== undefined && !isForm(body)) return done(new HttpProblem('bad-request'));
    const secret = secretText(body);
    if (secret) return done(new Refused(secret));
    leaveOutNulls(body);
    done();
  });
}

/** What has a version tells it as ETag, to be sent back as If-Match. */
function tagVersions(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, payload, done) => {
    if (request.method === 'GET' && hasVersion(payload)) void reply.header('etag', `"${payload.version}"`);
    done(null, payload);
  });
}

/** An answer given while stopping ends its connection, which would else stay idle and hold the stop up for a minute. */
function letGoWhenStopping(fastify: FastifyInstance): void {
  let stopping = false;
  fastify.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (stopping) void reply.header('connection', 'close');
    done(null, payload);
  });
}

function hasVersion(payload: unknown): payload is { version: number } {
  return (
    typeof payload === 'object' &&
    payload !== null &&
    'version' in payload &&
    typeof payload.version === 'number'
  );
}

function validation(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    exceptionFactory: (errors) => new InvalidInput(fieldErrors(errors)),
  });
}
