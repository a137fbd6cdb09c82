import type { Role } from '../../domain/duty-state';
import type { ScheduleFacts } from '../../domain/opening';
import type { Frequency } from '../../domain/period';
import type { DueRule, RestRule } from '../../domain/recurrence';
import { refuse } from '../../domain/refusal';
import type { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import { Refused } from '../../platform/http/refused';
import type { ScheduleState } from './schedule.entity';

interface StoredSchedule {
  id: number;
  planId: number;
  planNumber: string;
  planTitle: string;
  planState: string;
  code: string;
  name: string;
  role: Role;
  frequency: Frequency;
  dueAnchor: DueRule['anchor'];
  dueOffset: number;
  dueFixedOn: string | null;
  restRule: RestRule;
  opensOn: string;
  silentNilKinds: string;
  needsSignOff: number;
  basis: string;
  basisOn: string | null;
  state: ScheduleState;
  fromPeriod: string;
  firstCounting: string | null;
  lastPeriod: string | null;
  releasedOn: string | null;
  version: number;
  dataAsOfDay: number;
}

/** A schedule as the rules of src/domain/opening read it. */
export type ScheduleRow = StoredSchedule & ScheduleFacts;

export const scheduleWords: Record<ScheduleState, string> = {
  trial: '试运行',
  released: '已下发',
  off: '已停用',
  ended: '已结束',
};

/** Schedules (alias s) of plans (alias p), by plan and id; locked until the end of an open write. */
export async function loadSchedules(db: Database, where: Sql): Promise<ScheduleRow[]> {
  const lock = db.inWrite && db.dialect === 'postgres' ? sql`FOR UPDATE OF s` : sql``;
  const stored = await db.rows<StoredSchedule>(sql`
    SELECT s.id, s.plan_id AS "planId", p.number AS "planNumber", p.title AS "planTitle", p.state AS "planState",
           s.code, s.name, s.role, s.frequency, s.due_anchor AS "dueAnchor", s.due_offset AS "dueOffset",
           s.due_fixed_on AS "dueFixedOn", s.rest_rule AS "restRule", COALESCE(s.opens_on, p.issued_on) AS "opensOn",
           s.silent_nil_kinds AS "silentNilKinds", s.needs_sign_off AS "needsSignOff", s.basis,
           s.basis_on AS "basisOn", s.state, s.from_period AS "fromPeriod", s.first_counting AS "firstCounting",
           s.last_period AS "lastPeriod", s.released_on AS "releasedOn", s.version,
           s.data_as_of_day AS "dataAsOfDay"
      FROM schedule s JOIN plan p ON p.id = s.plan_id
     WHERE ${where} ORDER BY s.plan_id, s.id ${lock}`);
  return stored.map((row) => ({ ...row, rule: ruleOf(row) }));
}

/** One schedule of any plan; 404 when there is none. */
export async function loadSchedule(db: Database, id: number): Promise<ScheduleRow> {
  const [schedule] = await loadSchedules(db, sql`s.id = ${id}`);
  if (!schedule) throw new Refused(refuse('not-found'));
  return schedule;
}

function ruleOf(row: StoredSchedule): DueRule {
  const { dueAnchor: anchor, dueOffset: offset, restRule, dueFixedOn } = row;
  return dueFixedOn === null
    ? { anchor, offset, restRule }
    : { anchor, offset, restRule, fixedOn: dueFixedOn };
}

/** A person's change of a schedule: compare-and-set on the version they saw. Answers the new version. */
export async function changeSchedule(
  db: Database,
  id: number,
  version: number,
  set: readonly Sql[],
): Promise<number> {
  const changed = await db.changed(sql`
    UPDATE schedule SET ${sql.join([...set, sql`version = version + 1`])} WHERE id = ${id} AND version = ${version}`);
  if (changed !== 1) throw new Refused(refuse('stale-version'));
  return version + 1;
}

/** 409 unless the schedule is in one of these states. */
export function demandState(schedule: ScheduleRow, states: readonly ScheduleState[], action: string): void {
  if (states.includes(schedule.state)) return;
  throw new Refused(refuse('schedule-state', { state: scheduleWords[schedule.state], action }));
}
