import type { Day } from '../../domain/day';
import { dueDayOf } from '../../domain/recurrence';
import type { ExtensionHistory } from '../../domain/extension-rules';
import { nextPeriod } from '../../domain/period';
import type { WorkingCalendar } from '../../domain/working-calendar';
import type { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import type { DutyRow } from '../duty-facts';
import type { Extension } from './extension.entity';
import type { ScheduleRow } from '../schedules/schedule-facts';

export type ExtensionRow = Pick<Extension, 'id' | 'dutyId' | 'n' | 'requestKey' | 'newDueOn' | 'state'>;

/** What a unit asks for at once. */
export interface ExtensionRequest {
  dutyIds: readonly number[];
  newDueOn: Day;
  reason: string;
}

/** Requests (alias e) with their duty (alias d), in order. */
export function loadExtensions(db: Database, where: Sql): Promise<ExtensionRow[]> {
  return db.rows<ExtensionRow>(sql`
    SELECT e.id, e.duty_id AS "dutyId", e.n, e.request_key AS "requestKey", e.new_due_on AS "newDueOn", e.state
      FROM extension e JOIN duty d ON d.id = e.duty_id
     WHERE e.kind = 'request' AND ${where} ORDER BY e.id`);
}

/** What was asked for each duty before, by duty id. */
export async function extensionHistories(
  db: Database,
  duties: readonly DutyRow[],
  schedules: readonly ScheduleRow[],
  calendar: WorkingCalendar,
): Promise<Map<number, ExtensionHistory>> {
  const counted = await db.rows<{ dutyId: number; granted: number; pending: number }>(sql`
    SELECT duty_id AS "dutyId", SUM(CASE WHEN state = 'granted' THEN 1 ELSE 0 END) AS granted,
           SUM(CASE WHEN state = 'pending' THEN 1 ELSE 0 END) AS pending
      FROM extension WHERE kind = 'request' AND duty_id IN ${sql.list(duties.map(({ id }) => id))} GROUP BY duty_id`);
  const asked = new Map(counted.map((row) => [row.dutyId, row]));
  return new Map(
    duties.map((duty) => {
      const { granted = 0, pending = 0 } = asked.get(duty.id) ?? {};
      const schedule = schedules.find(({ id }) => id === duty.scheduleId);
      return [
        duty.id,
        { granted, pending: pending > 0, nextPeriodDueOn: nextDueOn(duty, schedule, calendar) },
      ];
    }),
  );
}

/** A one-off has no next period. */
function nextDueOn(duty: DutyRow, schedule: ScheduleRow | undefined, calendar: WorkingCalendar): Day | null {
  if (!schedule || schedule.frequency === 'once') return null;
  return dueDayOf(schedule.rule, nextPeriod(duty.period), calendar).due;
}
