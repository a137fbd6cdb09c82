import { Logger } from '@nestjs/common';
import { Mutex } from 'async-mutex';
import type { DataSource, QueryRunner } from 'typeorm';

/** Lends a runner inside an open transaction: commits when `use` returns, rolls back when it throws. */
export interface Writer {
  transaction<T>(use: (runner: QueryRunner) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Why the connection cannot be trusted any more: its BEGIN, COMMIT or ROLLBACK failed. */
interface Health {
  broken?: unknown;
}

async function control<T>(health: Health, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    health.broken = error;
    throw error;
  }
}

async function finish<T>(
  runner: QueryRunner,
  use: (runner: QueryRunner) => Promise<T>,
  health: Health,
): Promise<T> {
  let result: T;
  try {
    result = await use(runner);
  } catch (error) {
    await control(health, () => runner.rollbackTransaction()).catch(() => undefined);
    throw error; // the reason, not the failed rollback that followed from it
  }
  await control(health, () => runner.commitTransaction());
  return result;
}

/**
 * SQLite has one writing connection: units wait in a FIFO queue. Each begins by touching `gate`, which takes the
 * file's lock at once, so that the command line may write beside a running server. After a failed BEGIN, COMMIT
 * or ROLLBACK the connection's depth is unknown (a full disk rolls back by itself) and acknowledged rows would
 * be lost: it is thrown away and opened again before the next unit.
 */
export class SqliteWriter implements Writer {
  private readonly logger = new Logger('Database');
  private readonly turn = new Mutex();
  private closed = false;

  constructor(
    private source: DataSource | undefined,
    private readonly open: () => Promise<DataSource>,
  ) {}

  transaction<T>(use: (runner: QueryRunner) => Promise<T>): Promise<T> {
    return this.turn.runExclusive(async () => {
      if (this.closed) throw new Error('the database is closed');
      const health: Health = {};
      try {
        const runner = await control(health, () => this.begin());
        return await finish(runner, use, health);
      } finally {
        if (health.broken) await this.discard();
      }
    });
  }

  async close(): Promise<void> {
    await this.turn.runExclusive(async () => {
      this.closed = true;
      await this.source?.destroy();
      this.source = undefined;
    });
  }

  private async begin(): Promise<QueryRunner> {
    this.source ??= await this.open();
    // TypeORM keeps one runner per SQLite connection; a fresh one for every unit cannot inherit a wrong depth,
    // and a manager held beyond its unit's end cannot write into the next one
    Object.assign(this.source.driver, { queryRunner: undefined });
    const runner = this.source.createQueryRunner();
    await runner.startTransaction();
    await runner.query('UPDATE gate SET turn = turn + 1');
    return runner;
  }

  private async discard(): Promise<void> {
    const broken = this.source;
    this.source = undefined;
    await broken?.destroy().catch((error: unknown) => {
      this.logger.error('a broken connection did not close', error);
    });
  }
}

/** PostgreSQL runs units in parallel, READ COMMITTED, each on a connection of the pool. */
export class PostgresWriter implements Writer {
  constructor(private readonly source: DataSource) {}

  async transaction<T>(use: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    const health: Health = {};
    try {
      await control(health, () => runner.startTransaction('READ COMMITTED'));
      return await finish(runner, use, health);
    } finally {
      await release(runner, health);
    }
  }

  close(): Promise<void> {
    return this.source.destroy();
  }
}

/** TypeORM destroys a pooled connection only through this private method; `release()` would reuse a broken one. */
async function release(runner: QueryRunner, { broken }: Health): Promise<void> {
  const pooled = runner as unknown as { releasePostgresConnection(reason?: Error): Promise<void> };
  await pooled.releasePostgresConnection(
    broken ? new Error('the transaction did not end', { cause: broken }) : undefined,
  );
}
