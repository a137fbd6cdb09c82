import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SessionView } from '../../src/accounts/session.view';
import type { Dialect } from '../../src/platform/database/sql';
import type { DatabasePlace } from '../../src/platform/database/sources';
import { PASSWORD } from './app';
import { dropPlace, newPlace } from './places';
import { freePort } from './servers';

export const AUDIT_KEY = 'k'.repeat(32);
const MAIN = join(__dirname, '../../dist/main.js');

/** A test that fails half-way leaves no server behind. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A data directory with a migrated database, as a server finds it; `drop` takes all of it away. */
export interface Home {
  directory: string;
  place: DatabasePlace;
  drop: () => Promise<void>;
}

export async function newHome(dialect: Dialect): Promise<Home> {
  const directory = mkdtempSync(join(tmpdir(), 'tracker-home-'));
  const place =
    dialect === 'sqlite'
      ? { dialect, file: join(directory, 'tracker.sqlite') }
      : await newPlace(dialect, 'migrated');
  const drop = async (): Promise<void> => {
    await dropPlace(place);
    rmSync(directory, { recursive: true, force: true });
  };
  return { directory, place, drop };
}

/** The server as it is delivered (dist/main.js), in a process of its own that can be killed. */
export class BuiltServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** What it wrote to standard error. */
    readonly complaints: string[],
  ) {}

  /** Resolves when it serves; on the same port again when `port` is given. */
  static async start({ directory, place }: Home, env: NodeJS.ProcessEnv = {}): Promise<BuiltServer> {
    const port = env.PORT ?? String(await freePort());
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env.PATH,
        DATA_DIR: directory,
        ...(place.dialect === 'postgres' && { DATABASE_URL: place.url }),
        AUDIT_KEY,
        LOG_LEVEL: 'error',
        ...env,
        PORT: port,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    const complaints: string[] = [];
    child.stderr.on('data', (chunk) => complaints.push(String(chunk)));
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.includes('已启动')) {
        child.stdout.resume();
        return new BuiltServer(child, `http://127.0.0.1:${port}`, complaints);
      }
    }
    throw new Error(`dist/main.js did not start: ${complaints.join('')}`);
  }

  /** SIGKILL: no goodbye of any kind. */
  async kill(): Promise<void> {
    if (this.child.kill('SIGKILL')) await once(this.child, 'exit');
  }

  /** SIGTERM, as an operating system or a container stops it; answers how it ended: its exit code or signal. */
  async stop(): Promise<number | string | null> {
    const ended = once(this.child, 'exit');
    if (!this.child.kill('SIGTERM')) return this.child.exitCode ?? this.child.signalCode;
    const [code, signal] = (await ended) as [number | null, string | null];
    return code ?? signal;
  }
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  json<T>(): T;
}

/** Somebody at a browser of a built server; the session outlives the server, because it stands in the database. */
export class Caller {
  constructor(
    private readonly url: string,
    private readonly cookie = '',
    private readonly csrf = '',
  ) {}

  static async signIn(url: string, name: string): Promise<Caller> {
    const reply = await new Caller(url).send('POST', '/api/session', { name, password: PASSWORD });
    if (reply.status !== 201) throw new Error(`${name} could not sign in: ${reply.text}`);
    const cookie = reply.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    return new Caller(url, cookie, reply.json<SessionView>().csrfToken);
  }

  /** The same person at another server on the same database. */
  at(url: string): Caller {
    return new Caller(url, this.cookie, this.csrf);
  }

  /** A body that is text goes as it is. Rejects when the server is not there. */
  async send(
    method: string,
    path: string,
    body?: object | string,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(this.cookie && { cookie: this.cookie, 'x-csrf-token': this.csrf }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: <T>() => JSON.parse(text) as T };
  }

  get(path: string): Promise<Reply> {
    return this.send('GET', path);
  }

  post(path: string, body: object, headers?: Record<string, string>): Promise<Reply> {
    return this.send('POST', path, body, headers);
  }
}
