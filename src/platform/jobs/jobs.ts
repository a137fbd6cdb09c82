import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { Database } from '../database/database';
import { BullQueues, prefixFor, type SweepJob } from './bull-queues';
import { ClockJumps } from './clock-jumps';
import { Line } from './line';
import type { Sweep } from './sweep';
import { SweepRunner } from './sweep-runner';

export interface JobsOptions {
  /** This process takes jobs; otherwise it only puts them into the queue. */
  working: boolean;
  /** Absent: no Redis, the sweeps of this process run in it. */
  redis?: { url: string; prefix: string };
}

export interface JobsState {
  mode: 'in-process' | 'redis';
  state: 'stopped' | 'ready' | 'unreachable';
}

/**
 * The ticks. Every process ticks; with Redis a tick adds a job that one worker takes (equal ids are one job), without
 * it, or while it does not answer, the tick's own process does the work. Who was first is decided by rows alone.
 */
@Injectable()
export class Jobs implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private timers: NodeJS.Timeout[] = [];
  private options: JobsOptions | undefined;
  private queues: BullQueues | undefined;
  private reachable = true;
  private readonly line: Line;

  constructor(
    private readonly runner: SweepRunner,
    private readonly clock: Clock,
    private readonly jumps: ClockJumps,
    private readonly db: Database,
  ) {
    this.line = new Line((name) => this.runner.run(name, this.clock.now()));
  }

  async start(options: JobsOptions): Promise<void> {
    this.options = options;
    if (options.redis) {
      const queues = [...new Set(this.runner.sweeps.map(({ queue }) => queue))];
      const work = options.working ? (name: string, job: SweepJob) => this.take(name, job) : undefined;
      const prefix = prefixFor(options.redis.prefix, this.db.place);
      this.queues = new BullQueues({ url: options.redis.url, prefix, queues, work });
      await this.queues.settle();
    }
    for (const sweep of this.runner.sweeps) {
      this.timers.push(setInterval(() => void this.tick(sweep), sweep.everySeconds * 1000));
      void this.tick(sweep);
    }
  }

  /** At once, in whichever process is free. Never waits and never fails: the next tick would find the work too. */
  wake(name: string): void {
    const sweep = this.runner.sweeps.find((one) => one.name === name);
    if (sweep && this.options) void this.dispatch(sweep, `${name}:now:${this.clock.now().getTime()}`, {});
  }

  get state(): JobsState {
    const mode = this.options?.redis ? 'redis' : 'in-process';
    if (!this.options) return { mode, state: 'stopped' };
    return { mode, state: this.reachable ? 'ready' : 'unreachable' };
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
    this.options = undefined;
    await this.queues?.close();
    await this.line.close();
  }

  private async tick(sweep: Sweep): Promise<void> {
    const now = this.clock.now();
    try {
      if (!(await this.jumps.mayWork(now))) return;
      const slot = slotOf(sweep, now);
      await this.dispatch(sweep, `${sweep.name}:${slot}`, { slot });
    } catch (error) {
      this.logger.error(`tick of ${sweep.name} failed; the next one tries again`, error);
    }
  }

  private async dispatch(sweep: Sweep, id: string, job: SweepJob): Promise<void> {
    if (this.queues) {
      try {
        await this.queues.add(sweep.queue, sweep.name, id, job);
        this.reachable = true;
        return;
      } catch (error) {
        if (this.reachable)
          this.logger.warn(`Redis does not answer, sweeps run in this process: ${String(error)}`);
        this.reachable = false;
      }
    }
    if (this.options?.working) this.line.join(sweep.name);
  }

  /** A job from the queue. What lay there while newer ones came (no worker, Redis frozen) is passed over. */
  private async take(name: string, { slot }: SweepJob): Promise<void> {
    const sweep = this.runner.sweeps.find((one) => one.name === name);
    if (!sweep) {
      this.logger.warn(`the queue names an unknown sweep: ${name.slice(0, 40)}`);
      return;
    }
    const now = this.clock.now();
    if (slot !== undefined && slot < slotOf(sweep, now) - 1) return;
    if (!(await this.jumps.mayWork(now))) return;
    await this.runner.run(name, now);
  }
}

function slotOf(sweep: Sweep, now: Date): number {
  return Math.floor(now.getTime() / 1000 / sweep.everySeconds);
}
