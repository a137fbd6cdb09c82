import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { maySucceedAgain } from './database-error';
import { type Migration, migrate, toTypeOrm } from './migrate';
import { SideLock } from './side-lock';
import { type DatabasePlace, openSource, type SourceParts } from './sources';
import type { Dialect, Sql } from './sql';
import { countChanged, readRows, render } from './statement';
import { UnitOfWork } from './unit-of-work';
import { PostgresWriter, SqliteWriter, type Writer } from './writers';

export interface DatabaseOptions {
  place: DatabasePlace;
  entities: SourceParts['entities'];
  migrations: readonly Migration[];
}

const RETRIES = 3;

/** The one gate to the data: `write` for changes, `rows` and `row` for reading, `slow` for exports and checks. */
export class Database {
  private readonly logger = new Logger('Database');
  private readonly units = new AsyncLocalStorage<UnitOfWork>();
  private claim: SideLock | undefined;
  private closed = false;

  private constructor(
    readonly place: DatabasePlace,
    private readonly writer: Writer,
    private readonly reader: DataSource,
    private readonly slowReader: DataSource,
  ) {}

  /** Migrates what is behind (one process at a time), then opens writer, reader and slow connection. */
  static async open({ place, entities, migrations }: DatabaseOptions): Promise<Database> {
    const parts: SourceParts = { entities, migrations: toTypeOrm(migrations) };
    const openWriter = () => openSource(place, 'writer', parts);
    const opened: DataSource[] = [];
    try {
      opened.push(await migrate(place, openWriter));
      for (const role of ['reader', 'slow'] as const) opened.push(await openSource(place, role, parts));
    } catch (error) {
      for (const source of opened) await source.destroy();
      throw error;
    }
    const [writing, reader, slow] = opened as [DataSource, DataSource, DataSource];
    const writer =
      place.dialect === 'sqlite' ? new SqliteWriter(writing, openWriter) : new PostgresWriter(writing);
    return new Database(place, writer, reader, slow);
  }

  get dialect(): Dialect {
    return this.place.dialect;
  }

  /** True inside a write of this async context. */
  get inWrite(): boolean {
    return this.units.getStore() !== undefined;
  }

  /** The manager of the open unit, else the reader's, which refuses changes. */
  get manager(): EntityManager {
    return this.units.getStore()?.runner.manager ?? this.reader.manager;
  }

  /**
   * One transaction round `use`; joins the unit already open in this async context. Only the database may be
   * awaited inside. A unit that lost a deadlock on PostgreSQL runs again, so `use` must change nothing else.
   */
  async write<T>(use: () => Promise<T>): Promise<T> {
    const open = this.units.getStore();
    if (open) return open.join(use);
    for (let retry = 0; ; retry += 1) {
      const attempt: Attempt = {};
      try {
        const result = await this.writer.transaction((runner) => this.runUnit(runner, use, attempt));
        this.wake(attempt.unit?.end() ?? []);
        return result;
      } catch (error) {
        attempt.unit?.end();
        if (retry >= RETRIES || !(maySucceedAgain(error) || maySucceedAgain(attempt.unit?.failure)))
          throw error;
        await sleep(10 * 2 ** retry * (1 + Math.random())); // apart, or the same two meet again
      }
    }
  }

  /** In a write on its connection (RETURNING too), else on the reader (SELECT only). */
  async rows<T>(query: Sql): Promise<T[]> {
    const open = this.units.getStore();
    return open ? readRows<T>(open.runner, query, this.dialect) : this.read<T>(this.reader, query);
  }

  /** The first row. */
  async row<T>(query: Sql): Promise<T | undefined> {
    const [first] = await this.rows<T>(query);
    return first;
  }

  /** Rows touched by an INSERT, UPDATE or DELETE; only inside a write. */
  async changed(query: Sql): Promise<number> {
    return countChanged(this.openUnit('changed').runner, query, this.dialect);
  }

  /** A long read beside everybody else's short ones; never inside a write, which others wait for. */
  async slow<T>(query: Sql): Promise<T[]> {
    if (this.inWrite) throw new Error('nothing slow inside a write');
    return this.read<T>(this.slowReader, query);
  }

  /** Runs once per unit and key, among the unit's last statements. */
  beforeCommit(key: string, run: () => Promise<void>): void {
    this.openUnit('beforeCommit').beforeCommit(key, run);
  }

  /** Runs when the unit is safely stored and not at all when it is rolled back; its errors are only logged. */
  afterCommit(run: () => unknown): void {
    this.openUnit('afterCommit').afterCommit(run);
  }

  /** One server per SQLite file; the command line does not claim. On PostgreSQL any number may serve. */
  async claimServer(): Promise<void> {
    if (this.place.dialect !== 'sqlite') return;
    this.claim ??= await SideLock.take(`${this.place.file}.server`, 1);
    if (!this.claim)
      throw new Error('这份数据已有一个正在运行的服务在使用,请先停止它再启动(命令行工具可以照常使用)。');
  }

  /** Waits for the units under way; a second call does nothing. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.writer.close();
    await this.reader.destroy();
    await this.slowReader.destroy();
    await this.claim?.release();
    this.claim = undefined;
  }

  private runUnit<T>(runner: QueryRunner, use: () => Promise<T>, attempt: Attempt): Promise<T> {
    const unit = new UnitOfWork(runner);
    attempt.unit = unit;
    return this.units.run(unit, () => unit.run(use));
  }

  private async read<T>(source: DataSource, query: Sql): Promise<T[]> {
    const { text, values } = render(query, this.dialect);
    return source.query<T[]>(text, values);
  }

  private openUnit(method: string): UnitOfWork {
    const unit = this.units.getStore();
    if (!unit) throw new Error(`Database.${method} needs an open write`);
    return unit;
  }

  private wake(runs: readonly (() => unknown)[]): void {
    const failed = (error: unknown): void => {
      this.logger.error('a wake-up after commit failed; the sweep will catch up', error);
    };
    for (const run of runs) {
      try {
        const running = run();
        if (running instanceof Promise) running.catch(failed);
      } catch (error) {
        failed(error);
      }
    }
  }
}

interface Attempt {
  unit?: UnitOfWork;
}
