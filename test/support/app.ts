import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccountsModule } from '../../src/accounts/accounts.module';
import { Accounts } from '../../src/accounts/accounts.service';
import type { SessionView } from '../../src/accounts/session.view';
import { AuditModule } from '../../src/audit/audit.module';
import type { Role } from '../../src/domain/permissions';
import { Clock, FixedClock } from '../../src/platform/clock/clock';
import { Config, readConfig } from '../../src/platform/config/config';
import { Database } from '../../src/platform/database/database';
import { SYSTEM } from '../../src/platform/http/actor';
import { HttpModule } from '../../src/platform/http/http.module';
import { createServer } from '../../src/platform/http/server';
import { fromSetup } from './places';

export interface AppOptions {
  clock?: FixedClock;
  /** Feature modules beside platform, audit and accounts. */
  imports?: (Type | DynamicModule)[];
  controllers?: Type[];
  env?: Record<string, string>;
}

/** Monday 2026-11-23, 09:00 in Shanghai. */
export const MORNING = '2026-11-23T01:00:00.000Z';
export const PASSWORD = 'a quiet river town';

class TestPlatform {
  readonly name = 'platform';
}
class TestApp {
  readonly name = 'app';
}

/** The real server on a test database, called through `app.inject`; close it before the database. */
export async function openApp(database: Database, options: AppOptions = {}): Promise<NestFastifyApplication> {
  const config = readConfig({
    PORT: '0',
    DATA_DIR: mkdtempSync(join(fromSetup('TEST_DIR'), 'data-')),
    AUDIT_KEY: 'k'.repeat(32),
    LOG_LEVEL: 'error',
    ...options.env,
  });
  const clock = options.clock ?? new FixedClock(new Date(MORNING));
  const platform: DynamicModule = {
    module: TestPlatform,
    global: true,
    providers: [
      { provide: Config, useValue: config },
      { provide: Clock, useValue: clock },
      { provide: Database, useValue: database },
    ],
    exports: [Config, Clock, Database],
  };
  const imports = [platform, HttpModule, AuditModule, AccountsModule, ...(options.imports ?? [])];
  return createServer({ module: TestApp, imports, controllers: options.controllers ?? [] }, config);
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Headers = Record<string, string>;
export type Answer = Awaited<ReturnType<NestFastifyApplication['inject']>>;

/** Somebody at a browser: cookie and CSRF token go along. */
export class Agent {
  constructor(
    private readonly app: NestFastifyApplication,
    readonly cookie: string,
    readonly session: SessionView,
  ) {}

  get(url: string, headers?: Headers): Promise<Answer> {
    return this.send('GET', url, undefined, headers);
  }

  post(url: string, body?: object, headers?: Headers): Promise<Answer> {
    return this.send('POST', url, body, headers);
  }

  put(url: string, body?: object, headers?: Headers): Promise<Answer> {
    return this.send('PUT', url, body, headers);
  }

  delete(url: string, headers?: Headers): Promise<Answer> {
    return this.send('DELETE', url, undefined, headers);
  }

  private send(
    method: Method,
    url: string,
    body: object | undefined,
    headers: Headers = {},
  ): Promise<Answer> {
    const own = { cookie: this.cookie, 'x-csrf-token': this.session.csrfToken };
    return this.app.inject({ method, url, payload: body, headers: { ...own, ...headers } });
  }
}

export async function signIn(app: NestFastifyApplication, name: string, password = PASSWORD): Promise<Agent> {
  const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { name, password } });
  if (answer.statusCode !== 201) throw new Error(`${name} could not sign in: ${answer.body}`);
  return agentOf(app, answer);
}

export function agentOf(app: NestFastifyApplication, signedIn: Answer): Agent {
  const cookie = String(signedIn.headers['set-cookie']).split(';', 1)[0] ?? '';
  return new Agent(app, cookie, signedIn.json<SessionView>());
}

/** A new account with one post, signed in: `await as(app, 'unit', 'gxj')`. */
export async function as(app: NestFastifyApplication, role: Role, unitCode?: string): Promise<Agent> {
  const name = `${role}-${unitCode ?? 'none'}-${(counter += 1)}`;
  const account = {
    name,
    displayName: name,
    phone: '13812341234',
    password: PASSWORD,
    posts: [{ role, unitCode }],
  };
  await app.get(Accounts).add(SYSTEM, account);
  return signIn(app, name);
}

let counter = 0;
