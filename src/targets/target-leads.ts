import type { Day } from '../domain/day';
import type { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';

/** The units that lead the targets' items on that day, in 建制顺序: whom a target filled by units asks. */
export function leadsOf(
  db: Database,
  targetIds: readonly number[],
  on: Day,
): Promise<{ targetId: number; unitId: number }[]> {
  return db.rows(sql`
    SELECT t.id AS "targetId", c.unit_id AS "unitId"
      FROM target t JOIN charge c ON c.item_id = t.item_id JOIN unit u ON u.id = c.unit_id
     WHERE t.id IN ${sql.list(targetIds)} AND c.role = 'lead' AND c.since <= ${on}
       AND (c.until IS NULL OR c.until > ${on})
     ORDER BY t.id, u.sort, c.id`);
}
