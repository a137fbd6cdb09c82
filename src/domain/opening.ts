/**
 * Opening (domain §4.2, §4.3): a period opens once per schedule, as of the later of its first day and the schedule's
 * own first day, and whoever holds a charge that day owes; opened on a later day (server off) it is 系统补建 and keeps
 * its due day. A new schedule begins with the current period if its due day is at least 15 workdays away.
 *
 * Example: a quarterly schedule that begins on 2026-11-22, leads due 2026-12-25: 24 workdays are left, so it begins
 * with 2026Q4, opened as of 2026-11-22. Begun on 2026-12-10 it would begin with 2027Q1, opened on 2027-01-01.
 */
import { type Day, later } from './day';
import { firstDay, type Frequency, isPeriod, nextPeriod, type Period, periodOf } from './period';
import { type DueRule, dueDayOf } from './recurrence';
import { ladderBaseOf } from './served';
import { defaultTerms, type Terms } from './terms';
import type { WorkingCalendar } from './working-calendar';

export interface ScheduleFacts {
  frequency: Frequency;
  state: 'trial' | 'released' | 'off' | 'ended';
  /** The schedule's own first day; of a one-off the day it opens. */
  opensOn: Day;
  fromPeriod: Period;
  /** Null: until somebody ends it. */
  lastPeriod: Period | null;
  /** The first period that counts since the release; null in trial. */
  firstCounting: Period | null;
  rule: DueRule;
}

export interface Opening {
  period: Period;
  asOf: Day;
}

const WORKDAYS_TO_REPORT = 15;

/** The period a regular schedule begins with on that day. */
export function beginningPeriod(
  frequency: Exclude<Frequency, 'once'>,
  rule: DueRule,
  on: Day,
  calendar: WorkingCalendar,
): Period {
  const current = periodOf(frequency, on);
  const workdaysLeft = calendar.workdaysBetween(on, dueDayOf(rule, current, calendar).due);
  return workdaysLeft >= WORKDAYS_TO_REPORT ? current : nextPeriod(current);
}

/** The day as of which a period of the schedule opens. */
export function opensAsOf(schedule: Pick<ScheduleFacts, 'opensOn'>, period: Period): Day {
  return isPeriod(period) ? later(firstDay(period), schedule.opensOn) : schedule.opensOn;
}

/** Periods that have begun by `on` and are not among the opened ones, in order. */
export function periodsToOpen(schedule: ScheduleFacts, opened: ReadonlySet<Period>, on: Day): Opening[] {
  if (schedule.state !== 'trial' && schedule.state !== 'released') return [];
  const begun: Opening[] = [];
  for (let period = schedule.fromPeriod; ; period = nextPeriod(period)) {
    const asOf = opensAsOf(schedule, period);
    if (asOf > on || isAfterLast(schedule, period)) break;
    if (!opened.has(period)) begun.push({ period, asOf });
    if (schedule.frequency === 'once') break;
  }
  return begun;
}

/** Periods of one frequency are in order of time as text; a one-off has only one. */
export function isAfterLast(
  { lastPeriod, frequency }: Pick<ScheduleFacts, 'lastPeriod' | 'frequency'>,
  period: Period,
) {
  return frequency !== 'once' && lastPeriod !== null && period > lastPeriod;
}

/** Whether the duties of a period count: released, and not before the first period that counts. */
export function countsIn(schedule: Pick<ScheduleFacts, 'state' | 'firstCounting'>, period: Period): boolean {
  return schedule.state === 'released' && schedule.firstCounting !== null && period >= schedule.firstCounting;
}

/** The day the ladder of a new duty counts from: of one made late, never sooner than 5 workdays after it was made. */
export function openingBase(
  dueOn: Day,
  { asOf, openedOn }: { asOf: Day; openedOn: Day },
  calendar: WorkingCalendar,
  terms: Terms = defaultTerms,
): Day {
  return openedOn > asOf ? ladderBaseOf(dueOn, openedOn, calendar, terms.openedLateGraceWorkdays) : dueOn;
}
