import { setTimeout as sleep } from 'node:timers/promises';
import { Global, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { Clock } from '../../src/platform/clock/clock';
import { Database } from '../../src/platform/database/database';
import { sql } from '../../src/platform/database/sql';
import { HealthProbes } from '../../src/platform/http/health-probes';
import { Jobs, type JobsOptions } from '../../src/platform/jobs/jobs';
import { JobsModule } from '../../src/platform/jobs/jobs.module';
import type { Sweep } from '../../src/platform/jobs/sweep';
import { WakeUps } from '../../src/platform/jobs/wake-ups';

/** One process's jobs on a database, started; everything closes in `close`. */
export async function openJobs(
  db: Database,
  sweeps: readonly Sweep[],
  options: JobsOptions,
): Promise<OpenJobs> {
  @Global()
  @Module({
    providers: [{ provide: Database, useValue: db }, Clock, HealthProbes],
    exports: [Database, Clock, HealthProbes],
  })
  class Platform {}
  const app = await Test.createTestingModule({ imports: [Platform, JobsModule.forRoot(sweeps)] }).compile();
  await app.get(Jobs).start(options);
  return new OpenJobs(app);
}

export class OpenJobs {
  constructor(private readonly app: TestingModule) {}

  get state(): string {
    return this.app.get(Jobs).state.state;
  }

  wake(name: string): void {
    this.app.get(WakeUps).wake(name);
  }

  async degraded(): Promise<string> {
    return (await this.app.get(HealthProbes).look()).degraded.join();
  }

  close(): Promise<void> {
    return this.app.close();
  }
}

/** Work that lies in rows, as every sweep's does: taken in one statement, so that each piece is done once. */
export class Work {
  readonly done: string[] = [];

  constructor(private readonly db: Database) {}

  sweep(everySeconds: number): Sweep {
    return { name: 'work', queue: 'duties', everySeconds, run: () => this.doIt() };
  }

  async lay(...names: string[]): Promise<void> {
    const rows = sql.join(names.map((name) => sql`(${`work.${name}`}, 'todo')`));
    await this.db.write(() => this.db.changed(sql`INSERT INTO setting (key, value) VALUES ${rows}`));
  }

  async left(): Promise<number> {
    const row = await this.db.row<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM setting WHERE key LIKE 'work.%' AND value = 'todo'`,
    );
    return row?.n ?? 0;
  }

  private async doIt(): Promise<number> {
    const taken = await this.db.write(() =>
      this.db.rows<{ key: string }>(
        sql`UPDATE setting SET value = 'done' WHERE key LIKE 'work.%' AND value = 'todo' RETURNING key`,
      ),
    );
    this.done.push(...taken.map(({ key }) => key.slice('work.'.length)));
    return taken.length;
  }
}

/** Waits until it is so; fails the test when it never is. */
export async function eventually(isSo: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    if (await isSo()) return;
    await sleep(20);
  }
  throw new Error(`not so within ${withinMs} ms: ${isSo.toString()}`);
}
