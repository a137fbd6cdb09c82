/**
 * A unit can object to a return, a send-back or what was entered on its behalf; someone else decides (domain §9, texts T5:
 * within 3 workdays).
 *
 * Example: returned by 张某 on Fri 2026-12-25: to be objected to by Wed 12-30; on the 31st it is dispute-too-late, and
 * an answer by 张某 is own-decision.
 */
import type { Day } from './day';
import { type Refusal, refuse } from './refusal';
import type { WorkingCalendar } from './working-calendar';

export const DISPUTE_WORKDAYS = 3;

export function disputeRefused(decidedOn: Day, on: Day, calendar: WorkingCalendar): Refusal | null {
  const lastOn = calendar.addWorkdays(decidedOn, DISPUTE_WORKDAYS);
  return on > lastOn ? refuse('dispute-too-late', { lastOn }) : null;
}

/** By account: a second post does not make another person. */
export function answerRefused(decidedBy: number, answeredBy: number): Refusal | null {
  return decidedBy === answeredBy ? refuse('own-decision') : null;
}
