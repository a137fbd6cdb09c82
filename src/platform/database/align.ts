import type { Database } from './database';
import { type Sql, sql, type SqlValue } from './sql';

export interface Alignment {
  table: string;
  /** Columns that say which row is meant. */
  key: readonly string[];
  /** By column name; a row's columns beside the key are kept as the list says. */
  rows: readonly Readonly<Record<string, SqlValue>>[];
  /** Columns given to a new row only. */
  first?: Readonly<Record<string, SqlValue>>;
  /** Narrows the rows that are compared. */
  within?: Sql;
  /** True for a column that a person has changed since: it stays. */
  keeps?: (id: number, column: string) => boolean;
}

export interface Aligned {
  inserted: number;
  changed: number;
  unchanged: number;
  /** Rows that differ only where a person has changed them. */
  kept: number;
}

type Row = Record<string, SqlValue>;

const ROWS_AT_ONCE = 500;

/** Brings a table in line with a list, inside a write: new rows inserted, changed columns updated, nothing deleted. */
export async function align(db: Database, alignment: Alignment): Promise<Aligned> {
  const { key, rows, keeps = () => false } = alignment;
  const known = await existing(db, alignment);
  const result: Aligned = { inserted: 0, changed: 0, unchanged: 0, kept: 0 };
  const fresh: Row[] = [];
  for (const row of rows) {
    const old = known.get(keyOf(key, row));
    if (!old) {
      fresh.push({ ...row, ...alignment.first });
      continue;
    }
    const different = Object.keys(row).filter((column) => row[column] !== old[column]);
    const changing = different.filter((column) => !keeps(Number(old.id), column));
    if (changing.length > 0) await update(db, alignment.table, Number(old.id), row, changing);
    result[changing.length > 0 ? 'changed' : different.length > 0 ? 'kept' : 'unchanged'] += 1;
  }
  await insert(db, alignment.table, fresh);
  return { ...result, inserted: fresh.length };
}

async function existing(db: Database, { table, key, rows, within }: Alignment): Promise<Map<string, Row>> {
  const columns = Object.keys(rows[0] ?? {}).map(sql.raw);
  const found = await db.rows<Row>(sql`
    SELECT ${sql.join([sql.raw('id'), ...columns])} FROM ${sql.raw(table)} WHERE ${within ?? sql`1 = 1`}`);
  return new Map(found.map((row) => [keyOf(key, row), row]));
}

function keyOf(key: readonly string[], row: Row): string {
  return JSON.stringify(key.map((column) => row[column]));
}

async function update(db: Database, table: string, id: number, row: Row, columns: string[]): Promise<void> {
  const sets = columns.map((column) => sql`${sql.raw(column)} = ${row[column] ?? null}`);
  await db.changed(sql`UPDATE ${sql.raw(table)} SET ${sql.join(sets)} WHERE id = ${id}`);
}

async function insert(db: Database, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const values = rows
      .slice(from, from + ROWS_AT_ONCE)
      .map((row) => sql.list(columns.map((column) => row[column] ?? null)));
    await db.changed(sql`
      INSERT INTO ${sql.raw(table)} (${sql.join(columns.map(sql.raw))}) VALUES ${sql.join(values)}`);
  }
}
