import type { QueryRunner } from 'typeorm';

type State = 'open' | 'ending' | 'ended';

const CONTROL = /^(COMMIT|ROLLBACK)$/;

/**
 * One transaction as its callers see it. Every statement of its runner and manager passes `guard`, which holds
 * three measured rules: one statement at a time, nothing after a failure, nothing after the end. A failed
 * statement dooms the unit even when it is caught: PostgreSQL answers COMMIT with a silent rollback then, and
 * SQLite on a full disk has already rolled back and would commit the next statement by itself.
 */
export class UnitOfWork {
  private state: State = 'open';
  private running: Promise<unknown> | undefined;
  private doom: { cause: unknown } | undefined;
  private readonly lastStatements = new Map<string, () => Promise<void>>();
  private readonly wakeUps: (() => unknown)[] = [];

  constructor(readonly runner: QueryRunner) {
    const send = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
    runner.query = ((text: string, ...rest: unknown[]) =>
      this.guard(text, () => send(text, ...rest))) as QueryRunner['query'];
  }

  /** The error that decided the unit's fate, if one did. */
  get failure(): unknown {
    return this.doom?.cause;
  }

  /** A joined write: its failure is the whole unit's, caught or not. */
  async join<T>(use: () => Promise<T>): Promise<T> {
    this.requireOpen();
    try {
      return await use();
    } catch (error) {
      this.doom ??= { cause: error };
      throw error;
    }
  }

  /** Runs the whole unit up to its last statement; afterwards only COMMIT or ROLLBACK may pass. */
  async run<T>(use: () => Promise<T>): Promise<T> {
    try {
      const result = await this.join(use);
      this.requireSound();
      await this.runLastStatements();
      this.requireSound();
      return result;
    } finally {
      this.state = 'ending';
      await this.running?.catch(() => undefined);
    }
  }

  /** The transaction is over, one way or the other; returns what was to run after a commit. */
  end(): readonly (() => unknown)[] {
    this.state = 'ended';
    return this.wakeUps;
  }

  afterCommit(run: () => unknown): void {
    this.requireOpen();
    this.wakeUps.push(run);
  }

  beforeCommit(key: string, run: () => Promise<void>): void {
    this.requireOpen();
    if (!this.lastStatements.has(key)) this.lastStatements.set(key, run);
  }

  /** A last statement may ask for another one: the audit entry of a notice, say. */
  private async runLastStatements(): Promise<void> {
    for (let next = this.takeLast(); next; next = this.takeLast()) await this.join(next);
  }

  private takeLast(): (() => Promise<void>) | undefined {
    const [first] = this.lastStatements;
    if (first) this.lastStatements.delete(first[0]);
    return first?.[1];
  }

  private requireOpen(): void {
    if (this.state !== 'open') throw new Error('this unit of work has ended');
  }

  private requireSound(): void {
    if (this.running)
      this.doom ??= { cause: new Error('a statement was still running when its unit of work ended') };
    if (this.doom) throw this.doom.cause;
  }

  private async guard<T>(text: string, send: () => Promise<T>): Promise<T> {
    if (this.state === 'ending' && CONTROL.test(text)) return send();
    this.requireOpen();
    if (this.doom) throw new Error('this unit of work has already failed', { cause: this.doom.cause });
    if (this.running) {
      this.doom = { cause: new Error('two statements at once in one unit of work: await them one by one') };
      throw this.doom.cause;
    }
    try {
      this.running = send();
      return await (this.running as Promise<T>);
    } catch (error) {
      this.doom ??= { cause: error };
      throw error;
    } finally {
      this.running = undefined;
    }
  }
}
