/**
 * Four clocks, scored apart (domain §5): the acknowledgement of the charge; the report, which stops at the first
 * hand-in for ever; the rework of every return; and the office's own review. A clock that runs still is late by the
 * workdays gone until today.
 *
 * Example: a report due Fri 2026-12-25 came in on Mon the 28th: 1 workday late. Returned that day with fix-by
 * 2026-12-31 and mended on the 30th, its rework is not late.
 */
import { type Day, dayOf } from './day';
import { type DutyFacts, isScored } from './duty';
import type { DutyState } from './duty-state';
import { onTime } from './hand-in';
import type { WorkingCalendar } from './working-calendar';

export interface Clock {
  /** Null: nothing has started it. */
  dueOn: Day | null;
  /** Null: it runs still. */
  at: Date | null;
  lateWorkdays: number;
}

export interface ReportClock {
  dueOn: Day;
  firstHandedAt: Date | null;
  /** Null while nothing was handed in and the due day is not over. */
  onTime: boolean | null;
  lateWorkdays: number;
  /** Whether it enters rates. */
  scored: boolean;
}

/** A round after the first. */
export interface Rework {
  round: number;
  /** Null: of a reopened report whose next round has begun, the day is not kept. */
  fixBy: Day | null;
}

export interface ReworkClock extends Rework {
  handedAt: Date | null;
  lateWorkdays: number;
}

/** One row of the duty's history, in order. */
export interface Happened {
  kind: string;
  at: Date;
  round: number;
  toState: DutyState;
}

const HANDED_IN = ['submitted', 'on-behalf'];

export function clock(started: Pick<Clock, 'dueOn' | 'at'>, today: Day, calendar: WorkingCalendar): Clock {
  const { dueOn, at } = started;
  return { dueOn, at, lateWorkdays: lateBy(dueOn, at, today, calendar) };
}

export function reportClock(
  duty: Pick<DutyFacts, 'state' | 'dueOn' | 'firstHandedAt'> & Parameters<typeof isScored>[0],
  today: Day,
  calendar: WorkingCalendar,
): ReportClock {
  const { dueOn, firstHandedAt, state } = duty;
  const scored = isScored(duty);
  const owes = state === 'open' || firstHandedAt !== null;
  const lateWorkdays = owes ? lateBy(dueOn, firstHandedAt, today, calendar) : 0;
  if (firstHandedAt !== null)
    return { dueOn, firstHandedAt, onTime: onTime(firstHandedAt, dueOn), lateWorkdays, scored };
  return { dueOn, firstHandedAt, onTime: owes && today > dueOn ? false : null, lateWorkdays, scored };
}

/**
 * Each rework with the moment it was handed in. One that was taken back is owed as before; one that was waived runs no
 * longer.
 */
export function reworkClocks(
  reworks: readonly Rework[],
  history: readonly Happened[],
  today: Day,
  calendar: WorkingCalendar,
): ReworkClock[] {
  return reworks.map(({ round, fixBy }) => {
    const own = history.filter((happened) => happened.round === round);
    const handedAt = reworkedAt(own);
    const over = handedAt === null && own.at(-1)?.toState === 'waived';
    return { round, fixBy, handedAt, lateWorkdays: over ? 0 : lateBy(fixBy, handedAt, today, calendar) };
  });
}

/** The first moment of a rework that stands. */
function reworkedAt(history: readonly Happened[]): Date | null {
  return history.reduce<Date | null>((first, { kind, at, toState }) => {
    if (HANDED_IN.includes(kind)) return first ?? at;
    return toState === 'returned' ? null : first;
  }, null);
}

function lateBy(dueOn: Day | null, at: Date | null, today: Day, calendar: WorkingCalendar): number {
  if (dueOn === null) return 0;
  const until = at === null ? today : dayOf(at);
  return until > dueOn ? calendar.workdaysBetween(dueOn, until) : 0;
}
