import { type Sql, sql } from '../platform/database/sql';

/** One thing that must always hold, as the rows that break it. */
export interface Check {
  name: string;
  /** What must hold, one sentence. */
  promise: string;
  /** SELECT "rowId", place, period, why: one row for each breach. */
  find: Sql;
}

/** One breaking row, as `find` answers it. */
export interface Fault {
  rowId: number;
  place: string;
  /** Empty when the fault is in no period. */
  period: string;
  why: string;
}

interface DutyFault {
  /** Over d (duty), u (its unit), i (its item) and whatever `join` adds. */
  where: Sql;
  /** A text expression. */
  why: Sql;
  join?: Sql;
}

/** Duties that break something, named as people name them: 修水县「任务6」. */
export function faultyDuties({ where, why, join = sql`` }: DutyFault): Sql {
  return sql`
    SELECT d.id AS "rowId", u.name || '「' || i.label || '」' AS place, d.period, ${why} AS why
      FROM duty d JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id ${join}
     WHERE ${where}`;
}

/** Two nullable day or text columns that differ; nothing is stored as an empty text. */
export const differ = (left: Sql, right: Sql): Sql => sql`COALESCE(${left}, '') <> COALESCE(${right}, '')`;

/** A nullable text column for a sentence. */
export const shown = (column: Sql): Sql => sql`COALESCE(${column}, '无')`;

/** `acting(unit_id, owes)`: units and, for a successor, the units merged into it whose duties it owes. */
export const acting = sql`
  WITH RECURSIVE acting(unit_id, owes) AS (
    SELECT id, id FROM unit
    UNION
    SELECT u.succeeded_by, a.owes FROM acting a JOIN unit u ON u.id = a.unit_id WHERE u.succeeded_by IS NOT NULL)`;
