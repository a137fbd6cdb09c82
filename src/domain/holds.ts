/**
 * Holds (domain §6): while anything holds a duty its ladder does not count; several holds may lie on it at once and
 * it resumes when the last ends. A hold stores the workdays used, resuming restores them; held workdays are never
 * counted. Held days are [H, R): the day of the hold is held, the day of the end counts again.
 *
 * Example: due Mon 2026-12-21, held on Thu 12-24 after 2 workdays (22nd, 23rd), resumed on Tue 12-29: the ladder
 * counts as if it had begun on Thu 12-24 (25th and 28th stand for the two used), so a lead's step 2 (+3) is due on 12-29.
 */
import { addDays, type Day, later } from './day';
import { type DutyChanges, type DutyFacts, settled } from './duty';
import type { WorkingCalendar } from './working-calendar';

export const holdReasons = {
  objection: '异议待答复',
  unserved: '未送达',
  'no-contact': '未明确联络员',
  extension: '延期申请待答复',
  'good-reason': '已认定正当理由',
  promise: '已承诺日期',
  paused: '已暂停',
} as const;

export type HoldReason = keyof typeof holdReasons;

/** What was agreed in a case about a report that is missing: over once it is handed in. */
export const CASE_HOLDS = ['promise', 'paused', 'good-reason'] as const satisfies readonly HoldReason[];

/** The first hold stops the count; a further one changes nothing. */
export function hold(duty: DutyFacts, on: Day, calendar: WorkingCalendar): DutyChanges {
  if (duty.held === 1 || duty.ladderBase === null) return settled(duty, { held: 1 });
  const ladderUsed = calendar.workdaysBetween(duty.ladderBase, addDays(on, -1));
  return settled(duty, { held: 1, ladderUsed });
}

/**
 * One hold ended on day `on`; `remaining` others still lie on the duty. When it was the last, the ladder counts from
 * the latest day that leaves exactly the used workdays behind it, never earlier than its base.
 */
export function resume(duty: DutyFacts, remaining: number, on: Day, calendar: WorkingCalendar): DutyChanges {
  if (duty.held === 0 || remaining > 0) return {};
  if (duty.ladderBase === null) return settled(duty, { held: 0 });
  // addWorkdays(on, 0) is `on` itself: nothing used, so the count begins with the day of the end.
  const shifted = addDays(calendar.addWorkdays(on, -duty.ladderUsed), -1);
  return settled(duty, { held: 0, ladderBase: later(duty.ladderBase, shifted), ladderUsed: 0 });
}
