import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
import { sayRefusal } from './domain/refusal';
import type { Config } from './platform/config/config';
import { ConfigError } from './platform/config/config';
import { Refused } from './platform/http/refused';

/** The tracker without HTTP: for the command line, the worker and the simulation. */
export function openTracker(config: Config): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(AppModule.forRoot(config), {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
}

/** What an operator reads when a program could not do its work; the stack only where the fault is ours. */
export function sayError(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof Refused) return sayRefusal(error.refusal).detail;
  if (error instanceof UserError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Something the operator can mend; its message is all there is to say. */
export class UserError extends Error {}
