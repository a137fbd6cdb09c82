import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { refuse } from '../../domain/refusal';
import { Refused } from './refused';
import { MAX_ID } from './validators';

/**
 * The version the person had before their eyes, from `If-Match: "3"` (or 3, or W/"3"). Missing: 428.
 * Anything else, `*` too, is a version nothing has, so the compare-and-set that follows answers 412.
 */
export function versionOf(header: string | undefined): number {
  if (!header) throw new Refused(refuse('version-required'));
  const digits = /^(?:W\/)?"?(\d{1,10})"?$/.exec(header.trim())?.[1];
  const version = Number(digits ?? 0);
  return version <= MAX_ID ? version : 0;
}

const VERSION = '所见内容的版本号,如 3(见 ETag 或 version)';

const Version = createParamDecorator((_: unknown, context: ExecutionContext): number =>
  versionOf(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

/** `@IfMatch() version: number`; the description of the interface learns of the header, too. */
export function IfMatch(): ParameterDecorator {
  return (target, method = '', index) => {
    Version()(target, method, index);
    const handler = Object.getOwnPropertyDescriptor(target, method);
    if (!handler) throw new Error('@IfMatch() stands at a parameter of a handler');
    ApiHeader({ name: 'If-Match', required: true, description: VERSION })(target, method, handler);
  };
}
