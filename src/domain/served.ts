/**
 * Not told, not late (domain §4.4, §4.2): a unit is served when a contact opened the notice or signed in, or a
 * delivery on paper, by phone or OA is recorded. Unserved 5 workdays before the due day, the ladder is held; served
 * later, or the duty made late (系统补建), it counts from the later of the due day and 5 workdays after that.
 *
 * Example: due Mon 2026-12-21, unserved on Mon 12-14 (5 workdays before): held. Served on Thu 12-17: the ladder counts
 * from Thu 12-24. Served on 12-10 it would have counted from the due day.
 */
import { type Day, later } from './day';
import { type DutyChanges, type DutyFacts, settled } from './duty';
import { resume } from './holds';
import { defaultTerms, type Terms } from './terms';
import type { WorkingCalendar } from './working-calendar';

export type Delivery = 'opened-notice' | 'signed-in' | 'paper' | 'phone' | 'oa';

/** The day the unit was told: the earliest delivery, null when there is none. */
export function servedOn(deliveries: readonly { way: Delivery; on: Day }[]): Day | null {
  return deliveries.reduce<Day | null>((first, { on }) => (first === null || on < first ? on : first), null);
}

/** From this day on the duties of a unit not served, or without a contact, are held and the office has a to-do. */
export function unservedHeldFrom(dueOn: Day, calendar: WorkingCalendar, terms: Terms = defaultTerms): Day {
  return calendar.addWorkdays(dueOn, -terms.servedBeforeDueWorkdays);
}

/** The same rule for SQL on sweep day `on`: duties due on or before the returned day are to be held. */
export function unservedHoldThrough(on: Day, calendar: WorkingCalendar, terms: Terms = defaultTerms): Day {
  return calendar.addWorkdays(on, terms.servedBeforeDueWorkdays);
}

/** The day the ladder counts from, for a unit told (or a duty made late) on `toldOn`. */
export function ladderBaseOf(
  dueOn: Day,
  toldOn: Day,
  calendar: WorkingCalendar,
  graceWorkdays = defaultTerms.servedGraceWorkdays,
): Day {
  return later(dueOn, calendar.addWorkdays(toldOn, graceWorkdays));
}

/** The unit was served on `on`, ending the hold; `remaining` other holds still lie on the duty. */
export function serve(
  duty: DutyFacts,
  on: Day,
  remaining: number,
  calendar: WorkingCalendar,
  terms: Terms = defaultTerms,
): DutyChanges {
  // A rework is owed since a return, which reached a unit that had handed in: being served says nothing about it.
  if (duty.state !== 'open') return resume(duty, remaining, on, calendar);
  const base = ladderBaseOf(duty.dueOn, on, calendar, terms.servedGraceWorkdays);
  const told = { ...duty, ladderBase: later(duty.ladderBase ?? base, base) };
  return { ...settled(told, { ladderBase: told.ladderBase }), ...resume(told, remaining, on, calendar) };
}
