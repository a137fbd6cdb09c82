import type { QueryRunner } from 'typeorm';
import type { Dialect, Sql } from './sql';

const TRANSACTION_CONTROL = /^(BEGIN|START|COMMIT|END|ROLLBACK|ABORT|SAVEPOINT|RELEASE)\b/i;
const CHANGE = /^(INSERT|UPDATE|DELETE)\s+/i;

/** Renders a statement; transaction control is refused, because TypeORM's runner counts its own depth. */
export function render(query: Sql, dialect: Dialect): ReturnType<Sql['render']> {
  const rendered = query.render(dialect);
  if (TRANSACTION_CONTROL.test(rendered.text))
    throw new Error('transactions are opened by Database.write alone');
  return rendered;
}

/** Rows of a SELECT, or of INSERT/UPDATE/DELETE … RETURNING. */
export async function readRows<T>(runner: QueryRunner, query: Sql, dialect: Dialect): Promise<T[]> {
  const { text, values } = render(query, dialect);
  // TypeORM's SQLite runner answers `lastID` to whatever starts with "INSERT "; a leading space keeps the row path
  const answer = await runner.query(dialect === 'sqlite' ? ` ${text}` : text, values, true);
  return answer.records as T[];
}

/** How many rows an INSERT, UPDATE or DELETE touched. */
export async function countChanged(runner: QueryRunner, query: Sql, dialect: Dialect): Promise<number> {
  const { text, values } = render(query, dialect);
  if (!CHANGE.test(text))
    throw new Error('changed() takes INSERT, UPDATE or DELETE; use rows() with RETURNING');
  // the same runner counts only behind an upper-case verb and one space
  const plain = text.replace(CHANGE, (verb) => `${verb.trim().toUpperCase()} `);
  const answer = await runner.query(plain, values, true);
  return answer.affected ?? 0;
}
