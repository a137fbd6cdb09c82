import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import Redis from 'ioredis';
import { freePort } from '../support/servers';

/** A Redis of one's own, to be frozen, flushed and killed. It begins absent. */
export class OwnRedis {
  private child: ChildProcess | undefined;

  private constructor(private readonly port: number) {}

  static async absent(): Promise<OwnRedis> {
    return new OwnRedis(await freePort());
  }

  static async running(): Promise<OwnRedis> {
    const redis = await OwnRedis.absent();
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.child = spawn('redis-server', [...options, '--maxmemory-policy', 'noeviction', '--dir', '/tmp'], {
      stdio: 'ignore',
    });
    const client = new Redis(this.url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    await client.ping();
    client.disconnect();
  }

  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async flush(): Promise<void> {
    await this.with((client) => client.flushall());
  }

  /** Names of everything it holds. */
  keys(): Promise<string[]> {
    return this.with((client) => client.keys('*'));
  }

  private async with<T>(use: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.url);
    try {
      return await use(client);
    } finally {
      client.disconnect();
    }
  }
}
