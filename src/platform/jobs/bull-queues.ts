import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import Bull, { type Job, type Queue } from 'bull';
import Redis from 'ioredis';
import type { DatabasePlace } from '../database/sources';

export interface SweepJob {
  /** The tick's number, by which a job that waited too long is known; none for a wake-up. */
  slot?: number;
}

export interface BullOptions {
  url: string;
  prefix: string;
  queues: readonly string[];
  /** Absent: this process adds jobs and takes none. */
  work?: (name: string, job: SweepJob) => Promise<void>;
}

// Measured (trust.md): anything that queues commands while Redis is away makes add() hang.
const FAIL_FAST = {
  maxRetriesPerRequest: 1,
  enableOfflineQueue: false,
  commandTimeout: 2000,
  enableReadyCheck: false,
};
const PATIENT = { maxRetriesPerRequest: null, enableReadyCheck: false };
const retryStrategy = (times: number): number => Math.min(times * 200, 2000);

/** Bull as transport alone: no repeat keys, no retries, nothing kept. Whatever Redis forgets, the next tick adds again. */
export class BullQueues {
  private readonly logger = new Logger('Jobs');
  private readonly client: Redis;
  private readonly subscriber: Redis;
  private readonly blocking: Redis[] = [];
  private readonly queues: Map<string, Queue<SweepJob>>;
  private working = false;

  constructor(private readonly options: BullOptions) {
    this.client = this.connect(FAIL_FAST);
    this.subscriber = this.connect(PATIENT);
    this.queues = new Map(options.queues.map((name) => [name, this.open(name)]));
    // Bull gives up for good when Redis is absent while it starts working: it starts when Redis is there
    this.client.on('ready', () => {
      this.startWorking();
    });
  }

  /** A first connection takes milliseconds; who has none after a second is told so by add(). */
  async settle(): Promise<void> {
    if (this.client.status === 'ready') return;
    await Promise.race([
      once(this.client, 'ready').catch(() => undefined),
      sleep(1000, undefined, { ref: false }),
    ]);
  }

  /** Rejects within two seconds when Redis does not answer. An id that waits already is not added again. */
  async add(queue: string, name: string, id: string, job: SweepJob): Promise<void> {
    await this.queues
      .get(queue)
      ?.add(name, job, { jobId: id, removeOnComplete: true, removeOnFail: true, attempts: 1 });
  }

  /** Waits for the job under way, as long as Redis lives. */
  async close(): Promise<void> {
    const connected = this.client.status === 'ready';
    if (connected) await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    for (const redis of [...this.blocking, this.subscriber, this.client]) redis.disconnect();
  }

  private open(name: string): Queue<SweepJob> {
    const queue = new Bull<SweepJob>(name, {
      prefix: this.options.prefix,
      createClient: (type) => {
        if (type === 'client') return this.client;
        if (type === 'subscriber') return this.subscriber;
        // a connection that blocks in Redis can do nothing else: one for each queue
        const own = this.connect(PATIENT);
        this.blocking.push(own);
        return own;
      },
    });
    queue.on('error', (error) => {
      this.logger.debug(`queue ${name}: ${error.message}`);
    });
    queue.on('failed', (job, error) => {
      this.logger.error(`sweep ${job.name} failed; its next tick tries again`, error);
    });
    return queue;
  }

  private startWorking(): void {
    const { work } = this.options;
    if (this.working || !work) return;
    this.working = true;
    for (const [name, queue] of this.queues) {
      queue
        .process('*', 1, (job: Job<SweepJob>) => work(job.name, job.data))
        .catch((error: unknown) => {
          this.logger.error(`queue ${name} takes no jobs`, error);
        });
    }
  }

  private connect(options: object): Redis {
    const redis = new Redis(this.options.url, { ...options, retryStrategy });
    redis.on('error', (error) => {
      this.logger.debug(`Redis: ${error.message}`);
    });
    return redis;
  }
}

/** Keeps two installations on one Redis apart; the same for every process on a database, whatever user it signs in as. */
export function prefixFor(prefix: string, place: DatabasePlace): string {
  const where =
    place.dialect === 'sqlite' ? resolve(place.file) : new URL(place.url).host + new URL(place.url).pathname;
  return `${prefix}-${createHash('sha256').update(where).digest('hex').slice(0, 8)}`;
}
