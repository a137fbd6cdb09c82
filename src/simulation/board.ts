import type { Day } from '../domain/day';
import type { DutyState } from '../domain/duty-state';
import type { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { Intended } from './temper';

/** An unfinished duty as the people of the simulation see it in the morning. */
export interface BoardRow extends Intended {
  id: number;
  itemId: number;
  /** task, industry, measure */
  kind: string;
  /** The item's lead is one unit, not a collective. */
  oneLead: number;
  scheduleId: number;
  state: DutyState;
  round: number;
  dueOn: Day;
  fixBy: Day | null;
  /** More time was asked for once. */
  asked: number;
  /** The answer has not come. */
  asking: number;
  /** A promised day has been given on its case. */
  promisedOn: Day | null;
}

/** In order of id. */
export function boardOf(
  db: Database,
  where: Sql = sql`d.state IN ('open', 'returned', 'submitted')`,
): Promise<BoardRow[]> {
  return db.rows(sql`
    SELECT d.id, d.item_id AS "itemId", d.schedule_id AS "scheduleId", u.code AS unit, i.code AS item, i.kind, d.period,
           d.role, d.state, d.round, d.silent_nil AS "silentNil", d.due_on AS "dueOn", d.fix_by AS "fixBy",
           CASE WHEN x.n > 0 THEN 1 ELSE 0 END AS asked, COALESCE(x.pending, 0) AS asking,
           CASE WHEN EXISTS (SELECT 1 FROM assignment a WHERE a.item_id = d.item_id AND a.role = 'lead'
                  AND a.unit_id IS NOT NULL) THEN 1 ELSE 0 END AS "oneLead",
           CASE WHEN d.hold_reason IS NOT NULL THEN (SELECT MAX(h.until) FROM duty_hold h
                  WHERE h.duty_id = d.id AND h.reason = 'promise' AND h.lifted_on IS NULL) END AS "promisedOn"
      FROM duty d JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
      LEFT JOIN (SELECT duty_id, COUNT(*) AS n, SUM(CASE state WHEN 'pending' THEN 1 ELSE 0 END) AS pending
                   FROM extension WHERE kind = 'request' GROUP BY duty_id) x ON x.duty_id = d.id
     WHERE ${where} ORDER BY d.id`);
}

/** Something that somebody does on a day, at that minute since 00:00. */
export interface Task {
  minutes: number;
  run: () => Promise<void>;
}
