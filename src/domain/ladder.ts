/**
 * The ladder (domain §6): step k is due on the w-th workday after `ladderFrom`; leads +1, +3, +8, supporters +1, +5.
 * Steps are taken on workdays only, at most one per duty and workday. SQL compares one column: for a sweep day D,
 * `ladder_from <= cutoff`; the calendar never enters SQL.
 *
 * Example: due Mon 2026-12-21. A lead's steps are due on Tue 12-22, Thu 12-24 and Thu 12-31; on the sweep of
 * 12-24 the cutoff of step 2 (w = 3) is 12-21.
 */
import { addDays, type Day, earlier, later } from './day';
import type { DutyFacts } from './duty';
import type { Role } from './duty-state';
import type { WorkingCalendar } from './working-calendar';

/** Workdays after `ladderFrom` of steps 1, 2, 3…, by role. */
export type Ladder = Record<Role, readonly number[]>;

export const LADDER: Ladder = { lead: [1, 3, 8], support: [1, 5] };

export function stepDueOn(ladderFrom: Day, workdays: number, calendar: WorkingCalendar): Day {
  return calendar.addWorkdays(ladderFrom, workdays);
}

/** The latest day x for which (x, on] holds `workdays` workdays: from x, the step is due on or before `on`. */
export function cutoff(workdays: number, on: Day, calendar: WorkingCalendar): Day {
  // Inclusive count: `on` itself counts when it is a workday, hence back from the day after it.
  return addDays(calendar.addWorkdays(addDays(on, 1), -workdays), -1);
}

export interface Sweep {
  ladder: Ladder;
  calendar: WorkingCalendar;
  /** The office's confirmation of days the calendar does not cover; null when it gave none. */
  confirmedThrough: Day | null;
}

function knownThrough(sweep: Sweep): Day {
  const { coveredThrough } = sweep.calendar;
  return sweep.confirmedThrough === null ? coveredThrough : later(coveredThrough, sweep.confirmedThrough);
}

/**
 * The cutoff of step k for a sweep of day `on`; null when no step k may be taken (a rest day, or no such step).
 * A step after the first waits as long as its count touches a day that is neither known nor confirmed (domain §3).
 */
export function climbable(step: number, role: Role, on: Day, sweep: Sweep): Day | null {
  const workdays = sweep.ladder[role][step - 1];
  if (workdays === undefined || !sweep.calendar.isWorkday(on)) return null;
  const countedThrough = step === 1 ? on : earlier(on, knownThrough(sweep));
  return cutoff(workdays, countedThrough, sweep.calendar);
}

/** Whether a step due on this day goes out marked 暂按. */
export function isProvisional(dueOn: Day, sweep: Sweep): boolean {
  return dueOn > knownThrough(sweep);
}

/** The step a duty will come to next if nothing happens, with its due day: 下一步何日. Null when it does not climb. */
export function nextStep(
  duty: Pick<DutyFacts, 'role' | 'ladderFrom' | 'ladderStep'>,
  sweep: Sweep,
): { step: number; dueOn: Day; provisional: boolean } | null {
  const workdays = sweep.ladder[duty.role][duty.ladderStep];
  if (duty.ladderFrom === null || workdays === undefined) return null;
  const dueOn = stepDueOn(duty.ladderFrom, workdays, sweep.calendar);
  return { step: duty.ladderStep + 1, dueOn, provisional: isProvisional(dueOn, sweep) };
}

/**
 * What one duty's row becomes in the sweep of day `on`: the climb of one row as SQL does it for thousands.
 * Null when it takes no step.
 */
export function climb(
  duty: Pick<DutyFacts, 'role' | 'ladderFrom' | 'ladderStep' | 'steppedOn'>,
  on: Day,
  sweep: Sweep,
): { ladderStep: number; steppedOn: Day } | null {
  if (duty.ladderFrom === null || (duty.steppedOn !== null && duty.steppedOn >= on)) return null;
  const through = climbable(duty.ladderStep + 1, duty.role, on, sweep);
  return through !== null && duty.ladderFrom <= through
    ? { ladderStep: duty.ladderStep + 1, steppedOn: on }
    : null;
}
