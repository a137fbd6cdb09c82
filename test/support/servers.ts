import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A private server of one test run. */
export interface TestServer {
  url: string;
  stop(): Promise<void>;
}

export interface PostgresServer extends TestServer {
  /** Stops it under its clients' feet and starts it again on the same port. */
  restart(): Promise<void>;
}

/** A new, empty PostgreSQL; `durable` keeps fsync on. */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const args = [join(__dirname, 'postgres-server.mjs'), ...(durable ? ['--durable'] : [])];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done) throw new Error('PostgreSQL for the tests did not start; the reason stands above');
    return line.value;
  };
  return {
    url: await nextLine(),
    restart: async () => {
      child.stdin.write('restart\n');
      await nextLine();
    },
    stop: async () => {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** REDIS_URL, else a private redis-server from the PATH, which root may install first. */
export async function startRedis(): Promise<TestServer> {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL, stop: () => Promise.resolve() };
  requireRedis();
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', [...options, '--maxmemory-policy', 'noeviction', '--dir', '/tmp'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await ready(child);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      process.off('exit', kill);
      if (kill()) await once(child, 'exit');
    },
  };
}

function requireRedis(): void {
  if (onPath()) return;
  if (process.getuid?.() === 0 && process.platform === 'linux') {
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'redis-server']]) {
      try {
        execFileSync('apt-get', args, {
          stdio: 'ignore',
          env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        });
      } catch {
        break; // the sentence below says what to do
      }
    }
  }
  if (!onPath())
    throw new Error('测试需要 Redis:请安装 redis-server,或用环境变量 REDIS_URL 指明一个可清空的 Redis。');
}

function onPath(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function ready(child: ChildProcess): Promise<void> {
  if (!child.stdout) throw new Error('redis-server was started without a pipe');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('Ready to accept connections')) return;
  }
  throw new Error('redis-server ended before it was ready');
}

/** A port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === 'object' && address) resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });
}
