import { DataSource } from 'typeorm';
import { databaseCode } from './database-error';
import { quietDriver } from './kept-statements';

/**
 * An exclusive lock beside a SQLite file, held by an open transaction on an empty database of its own. The
 * operating system lets go of it when the process dies, so a kill -9 leaves nothing to clean up, unlike a
 * file with a process number in it.
 */
export class SideLock {
  private constructor(private readonly source: DataSource) {}

  /** The lock, or undefined when another holder keeps it longer than `waitMs` (at least 1). */
  static async take(file: string, waitMs: number): Promise<SideLock | undefined> {
    const source = new DataSource({
      type: 'sqlite',
      database: file,
      driver: quietDriver,
      busyTimeout: waitMs,
    });
    await source.initialize();
    try {
      await source.query('BEGIN EXCLUSIVE');
      return new SideLock(source);
    } catch (error) {
      await source.destroy();
      if (databaseCode(error) === 'SQLITE_BUSY') return undefined;
      throw error;
    }
  }

  async release(): Promise<void> {
    await this.source.destroy();
  }
}
