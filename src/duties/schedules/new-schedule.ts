import { addDays, type Day, dayOfMonth } from '../../domain/day';
import { beginningPeriod } from '../../domain/opening';
import type { Frequency, Period } from '../../domain/period';
import type { DueRule } from '../../domain/recurrence';
import type { WorkingCalendar } from '../../domain/working-calendar';
import type { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { ScheduleState } from './schedule.entity';

export interface NewSchedule {
  planId: number;
  code: string;
  name: string;
  role: 'lead' | 'support';
  frequency: Frequency;
  rule: DueRule;
  opensOn: Day;
  fromPeriod: Period;
  silentNilKinds: readonly string[];
  needsSignOff: boolean;
  /** 数据截至: this day of a period's last month. */
  dataAsOfDay: number;
  basis: string;
  state: ScheduleState;
  itemIds: readonly number[];
}

/** Inserts the schedule with its frozen list of items; answers its id. */
export async function insertSchedule(db: Database, schedule: NewSchedule): Promise<number> {
  const { planId, code, name, role, frequency, rule, opensOn, fromPeriod, basis, state } = schedule;
  const row = await db.row<{ id: number }>(sql`
    INSERT INTO schedule (plan_id, code, name, role, frequency, due_anchor, due_offset, due_fixed_on, opens_on,
      rest_rule, silent_nil_kinds, needs_sign_off, basis, state, from_period, version, data_as_of_day)
    VALUES (${planId}, ${code}, ${name}, ${role}, ${frequency}, ${rule.anchor}, ${rule.offset},
      ${rule.fixedOn ?? null}, ${opensOn}, ${rule.restRule}, ${schedule.silentNilKinds.join(',')},
      ${schedule.needsSignOff}, ${basis}, ${state}, ${fromPeriod}, 1, ${schedule.dataAsOfDay}) RETURNING id`);
  const id = row?.id ?? 0;
  await db.changed(sql`
    INSERT INTO schedule_item (schedule_id, item_id)
    SELECT ${sql.int(id)}, i.id FROM item i WHERE i.id IN ${sql.list(schedule.itemIds)} ORDER BY i.sort`);
  return id;
}

export interface Beginning {
  rule: DueRule;
  opensOn: Day;
  fromPeriod: Period;
}

const ONE_OFF_OPENS_DAYS_BEFORE = 30;

/** A day of every year as a one-off: the next such day, opened a month before it, named after its year. */
export function nextOneOff(
  name: string,
  yearly: { month: number; day: number },
  rule: DueRule,
  today: Day,
): Beginning {
  const year = Number(today.slice(0, 4));
  const thisYear = dayOfMonth(year, yearly.month, yearly.day);
  const fixedOn = thisYear >= today ? thisYear : dayOfMonth(year + 1, yearly.month, yearly.day);
  const opens = addDays(fixedOn, -ONE_OFF_OPENS_DAYS_BEFORE);
  return {
    rule: { ...rule, anchor: 'fixed', offset: 0, fixedOn },
    opensOn: opens > today ? opens : today,
    fromPeriod: `${fixedOn.slice(0, 4)}年${name}`.slice(0, 40),
  };
}

/** A regular schedule that begins today. */
export function beginRegular(
  frequency: Exclude<Frequency, 'once'>,
  rule: DueRule,
  today: Day,
  calendar: WorkingCalendar,
): Beginning {
  return { rule, opensOn: today, fromPeriod: beginningPeriod(frequency, rule, today, calendar) };
}
