import type { Database } from './database';
import { type Sql, sql } from './sql';

/**
 * Rows of many columns for a screen; `columns` names each of them once. sqlite3 hands over value by value, on the thread
 * that serves everybody: fifty rows of thirty columns cost it 0.44 ms that way, and half of it as one JSON text.
 */
export async function wideRows<T extends object>(
  db: Database,
  columns: Readonly<Record<keyof T, true>>,
  query: Sql,
): Promise<T[]> {
  if (db.dialect === 'postgres') return db.rows<T>(query);
  const pairs = Object.keys(columns).map((column) => sql.raw(`'${column}', w."${column}"`));
  const found = await db.row<{ text: string }>(sql`
    SELECT json_group_array(json_object(${sql.join(pairs)})) AS text FROM (${query}) w`);
  return JSON.parse(found?.text ?? '[]') as T[];
}
