import type { Day } from '../../domain/day';
import type { Role } from '../../domain/duty-state';
import type { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';

/** What one period asks: so many units, so many reports of each role. */
export interface Load {
  units: number;
  duties: number;
  lead: number;
  support: number;
}

/** The units that a role's duties on these items would reach on that day, with the number of duties each. */
export async function unitsAsked(
  db: Database,
  asks: readonly { role: Role; itemIds: readonly number[] }[],
  day: Day,
): Promise<{ unitId: number; role: Role; duties: number }[]> {
  const wanted = asks.map(
    ({ role, itemIds }) => sql`(c.role = ${role} AND c.item_id IN ${sql.list(itemIds)})`,
  );
  if (wanted.length === 0) return [];
  return db.rows(sql`
    SELECT c.unit_id AS "unitId", c.role, COUNT(DISTINCT c.item_id) AS duties
      FROM charge c JOIN unit u ON u.id = c.unit_id
     WHERE (${sql.join(wanted, ' OR ')}) AND c.since <= ${day} AND (c.until IS NULL OR c.until > ${day})
       AND NOT (c.ack_state = 'not-involved' AND (c.not_involved_until IS NULL OR c.not_involved_until >= ${day}))
     GROUP BY c.unit_id, c.role, u.sort ORDER BY u.sort`);
}

export function loadOf(asked: readonly { unitId: number; role: Role; duties: number }[]): Load {
  const count = (role: Role) =>
    asked.filter((one) => one.role === role).reduce((sum, one) => sum + one.duties, 0);
  const [lead, support] = [count('lead'), count('support')];
  return { units: new Set(asked.map(({ unitId }) => unitId)).size, duties: lead + support, lead, support };
}

export async function itemIdsOf(db: Database, scheduleId: number): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(sql`
    SELECT si.item_id AS id FROM schedule_item si WHERE si.schedule_id = ${scheduleId} ORDER BY si.id`);
  return rows.map(({ id }) => id);
}
