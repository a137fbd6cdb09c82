import type { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { OwedDuty } from './owed-list';

/** The duties that `where` names (alias d) as messages name them, units in 建制顺序, items in the plan's. */
export function namedDuties(db: Database, where: Sql): Promise<OwedDuty[]> {
  return db.rows(sql`
    SELECT d.id, d.unit_id AS "unitId", u.name AS "unitName", u.kind AS "unitKind", d.role, d.state, d.round, d.period,
           d.original_due_on AS "originalDueOn", d.ladder_step AS "ladderStep", d.due_on AS "dueOn", d.owed_on AS "owedOn", CASE WHEN d.hold_reason IS NULL THEN 0 ELSE 1 END AS held,
           i.label, i.short_name AS "shortName", i.sort AS "itemSort"
      FROM duty d JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
     WHERE ${where} ORDER BY u.sort, i.sort, d.id`);
}
