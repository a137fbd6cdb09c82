import { isAfterLast } from '../../domain/opening';
import { type Frequency, leadPeriodOf, type Period } from '../../domain/period';
import type { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import { grouped } from '../lists/grouped';
import type { ScheduleRow } from '../schedules/schedule-facts';

interface LeadSchedule {
  itemId: number;
  frequency: Frequency;
  fromPeriod: Period;
  lastPeriod: Period | null;
}

/**
 * The period of the lead's report into which the schedule's duties of `period` go, as SQL over alias o (what is
 * owed): what a lead's schedule in force for the item says, else their own (domain §4.3).
 */
export async function leadPeriodSql(db: Database, schedule: ScheduleRow, period: Period): Promise<Sql> {
  if (schedule.role === 'lead' || schedule.frequency === 'once') return sql.text(period);
  const others = new Map<Period, number[]>();
  for (const [itemId, leads] of grouped(await leadSchedules(db, schedule), (lead) => lead.itemId)) {
    const leadPeriod = leads
      .map((lead) => ({ ...lead, leadPeriod: leadPeriodOf(period, lead.frequency) }))
      .find((lead) => lead.leadPeriod >= lead.fromPeriod && !isAfterLast(lead, lead.leadPeriod))?.leadPeriod;
    if (leadPeriod === undefined || leadPeriod === period) continue;
    others.set(leadPeriod, [...(others.get(leadPeriod) ?? []), itemId]);
  }
  if (others.size === 0) return sql.text(period);
  const cases = [...others].map(
    ([leadPeriod, itemIds]) => sql`WHEN o.item_id IN ${sql.list(itemIds)} THEN ${sql.text(leadPeriod)}`,
  );
  return sql`CASE ${sql.join(cases, ' ')} ELSE ${sql.text(period)} END`;
}

/** Those of the same frequency first: parts and report then share their period. */
function leadSchedules(db: Database, { id, planId, frequency }: ScheduleRow): Promise<LeadSchedule[]> {
  return db.rows<LeadSchedule>(sql`
    SELECT li.item_id AS "itemId", l.frequency, l.from_period AS "fromPeriod", l.last_period AS "lastPeriod"
      FROM schedule l JOIN schedule_item li ON li.schedule_id = l.id
      JOIN schedule_item si ON si.item_id = li.item_id AND si.schedule_id = ${id}
     WHERE l.plan_id = ${planId} AND l.role = 'lead' AND l.frequency <> 'once' AND l.state IN ('trial', 'released')
     ORDER BY CASE WHEN l.frequency = ${frequency} THEN 0 ELSE 1 END, l.id`);
}
