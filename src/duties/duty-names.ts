import { sayPeriod } from '../domain/period';
import type { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';

/** How a duty is called in a sentence. */
export interface DutyName {
  dutyId: number;
  unitId: number;
  unitName: string;
  /** @example 产业5 纺织 */
  item: string;
  /** @example 2026年第四季度 */
  period: string;
}

/** Names by duty id. */
export async function dutyNames(db: Database, dutyIds: readonly number[]): Promise<Map<number, DutyName>> {
  const rows = await db.rows<DutyName & { label: string; shortName: string }>(sql`
    SELECT d.id AS "dutyId", d.unit_id AS "unitId", u.name AS "unitName", d.period, i.label, i.short_name AS "shortName"
      FROM duty d JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
     WHERE d.id IN ${sql.list(dutyIds)}`);
  const named = rows.map(({ dutyId, unitId, unitName, period, label, shortName }): [number, DutyName] => [
    dutyId,
    { dutyId, unitId, unitName, item: `${label} ${shortName}`, period: sayPeriod(period) },
  ]);
  return new Map(named);
}
