import type { Database } from '../../src/platform/database/database';
import { type Sql, sql } from '../../src/platform/database/sql';

/**
 * Every row as it stands now, to be put back before each test: a tenth of what a database and an app of its own cost.
 * Foreign keys are looked at when all is in its place again.
 */
export class KeptRows {
  private constructor(
    private readonly db: Database,
    private readonly tables: readonly { own: Sql; kept: Sql }[],
  ) {}

  static async of(db: Database): Promise<KeptRows> {
    const named = await db.rows<{ name: string }>(
      db.dialect === 'sqlite'
        ? sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`
        : sql`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    const tables = named.map(({ name }) => ({ own: sql.raw(name), kept: sql.raw(`kept_${name}`) }));
    await db.write(async () => {
      for (const { own, kept } of tables) await db.rows(sql`CREATE TABLE ${kept} AS SELECT * FROM ${own}`);
    });
    return new KeptRows(db, tables);
  }

  async putBack(): Promise<void> {
    const { db, tables } = this;
    await db.write(async () => {
      await db.rows(
        db.dialect === 'sqlite'
          ? sql`PRAGMA defer_foreign_keys = 1`
          : sql`SET LOCAL session_replication_role = replica`,
      );
      for (const { own } of tables) await db.changed(sql`DELETE FROM ${own}`);
      for (const { own, kept } of tables) await db.changed(sql`INSERT INTO ${own} SELECT * FROM ${kept}`);
    });
  }
}
