import { ConsoleLogger, type LogLevel } from '@nestjs/common';

/** Nest tells every route and module it starts; an operator wants to read what happened. */
const CHATTER = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
]);

/** The levels up to the wished one, without the framework's own list of parts. */
export class PlainLogger extends ConsoleLogger {
  constructor(level: LogLevel) {
    super({ logLevels: LEVELS.slice(0, LEVELS.indexOf(level) + 1), colors: process.stdout.isTTY });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (!CHATTER.has(String(rest.at(-1)))) super.log(message, ...rest);
  }
}

const LEVELS: LogLevel[] = ['error', 'warn', 'log', 'debug', 'verbose'];
