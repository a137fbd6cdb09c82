import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { type Finding, type HealthProbe } from '../http/health-probes';
import { Jobs } from './jobs';
import { SweepRunner } from './sweep-runner';
import { Watermarks } from './watermarks';

const LATE_MS = 30 * 60_000;

/** What the operator should know of the jobs. */
@Injectable()
export class JobsHealth implements HealthProbe {
  private readonly since: Date;

  constructor(
    private readonly jobs: Jobs,
    private readonly runner: SweepRunner,
    private readonly watermarks: Watermarks,
    private readonly clock: Clock,
  ) {
    this.since = clock.now();
  }

  async look(): Promise<Finding> {
    const { mode, state } = this.jobs.state;
    const degraded: string[] = [];
    if (state === 'unreachable') {
      degraded.push('队列服务 Redis 连接不上,定时工作已改由服务进程直接执行,数据不受影响;请检查 Redis。');
    }
    for (const name of this.runner.failing)
      degraded.push(`定时工作「${name}」最近一次执行失败,将自动重试;请查看运行日志。`);
    if (state !== 'stopped') {
      for (const name of await this.late()) {
        degraded.push(
          `定时工作「${name}」已超过30分钟没有执行;请确认有进程在承担定时工作(RUN_WORKERS 或 worker)。`,
        );
      }
    }
    return { queue: { mode, state }, degraded };
  }

  /** A process just started gives the sweeps of a server that was off the time to come round. */
  private async late(): Promise<string[]> {
    const now = this.clock.now().getTime();
    const done = new Map((await this.watermarks.all()).map((mark) => [mark.name, Date.parse(mark.doneAt)]));
    return this.runner.sweeps
      .filter(({ name, everySeconds }) => {
        const seen = Math.max(done.get(name) ?? 0, this.since.getTime());
        return now - seen > LATE_MS + everySeconds * 1000;
      })
      .map(({ name }) => name);
  }
}
