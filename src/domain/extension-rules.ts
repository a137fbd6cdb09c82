/**
 * Extension (domain §5): asked until 24:00 of the due day, at most two granted, not past the next period's due day;
 * the ladder is held while it is pending. Refused after the due day, the duty is due at the end of the next workday
 * after the answer and then on time. Never granted by itself. The due day moves only while nothing was handed in.
 *
 * Example: due Fri 2026-12-25, asked that evening for 12-30, refused on Sun 12-27: due Mon 2026-12-28.
 */
import { type Day, dayOf, later } from './day';
import { type DutyChanges, type DutyFacts, settled } from './duty';
import { onTime } from './hand-in';
import { decided, type Decision, type Refusal, refuse } from './refusal';
import { defaultTerms, type Terms } from './terms';
import type { WorkingCalendar } from './working-calendar';

export interface ExtensionHistory {
  granted: number;
  pending: boolean;
  /** The due day of the next period; null for a one-off. */
  nextPeriodDueOn: Day | null;
}

function stillMovable(duty: DutyFacts): Refusal | null {
  if (duty.firstHandedAt !== null) return refuse('already-handed-in');
  return duty.state === 'open' ? null : refuse('wrong-state', { state: '已结束', action: '调整时限' });
}

function newDayRefused(
  duty: DutyFacts,
  newDueOn: Day,
  history: ExtensionHistory,
  terms: Terms,
): Refusal | null {
  if (newDueOn <= duty.dueOn) return refuse('extension-not-later', { dueOn: duty.dueOn });
  if (history.nextPeriodDueOn !== null && newDueOn > history.nextPeriodDueOn) {
    return refuse('extension-too-far', { latest: history.nextPeriodDueOn });
  }
  return history.granted >= terms.extensionsAtMost
    ? refuse('extension-used-up', { granted: history.granted })
    : null;
}

/** The unit asks; when allowed, the caller records it and holds the duty from the same day (reason extension). */
export function askExtension(
  duty: DutyFacts,
  request: { at: Date; newDueOn: Day; reason: string },
  history: ExtensionHistory,
  terms: Terms = defaultTerms,
): Decision<{ heldFrom: Day; newDueOn: Day }> {
  const fixed = stillMovable(duty);
  if (fixed) return fixed;
  if (history.pending) return refuse('extension-pending');
  if (!onTime(request.at, duty.dueOn)) return refuse('extension-too-late', { dueOn: duty.dueOn });
  if (request.reason.trim() === '') return refuse('reason-required', { action: '申请延期' });
  const no = newDayRefused(duty, request.newDueOn, history, terms);
  return no ?? decided({ heldFrom: dayOf(request.at), newDueOn: request.newDueOn });
}

/** The day on which a request nobody has answered goes to the office's head. */
export function extensionEscalatesOn(
  askedOn: Day,
  calendar: WorkingCalendar,
  terms: Terms = defaultTerms,
): Day {
  return calendar.addWorkdays(askedOn, terms.extensionAnswerWorkdays);
}

/**
 * Moves the due day: by an extension, a general postponement or a corrected calendar. The ladder begins anew from it,
 * or stays where it is when a later service had put it later still; steps taken before stay recorded under their term.
 * `steppedOn` stays too: never two steps on one day. `originalDueOn` never changes.
 */
export function moveDueOn(duty: DutyFacts, dueOn: Day): Decision<DutyChanges> {
  const fixed = stillMovable(duty);
  if (fixed) return fixed;
  const laterBase = duty.ladderBase !== null && duty.ladderBase > duty.dueOn ? duty.ladderBase : dueOn;
  const climbed = duty.ladderStep > 0 ? { term: duty.term + 1, ladderStep: 0 } : {};
  return decided(settled(duty, { dueOn, ladderBase: later(laterBase, dueOn), ladderUsed: 0, ...climbed }));
}

/**
 * The office grants, perhaps another day than asked. Answered after the due day, the unit still gets until the end
 * of the next workday: a late yes must not be worse than a late no. The caller ends the hold afterwards.
 */
export function grantExtension(
  duty: DutyFacts,
  newDueOn: Day,
  answeredOn: Day,
  history: ExtensionHistory,
  calendar: WorkingCalendar,
  terms: Terms = defaultTerms,
): Decision<DutyChanges> {
  const no = stillMovable(duty) ?? newDayRefused(duty, newDueOn, history, terms);
  if (no) return no;
  return moveDueOn(duty, later(newDueOn, notBeforeNextWorkday(duty, answeredOn, calendar)));
}

/** The office declines: the due day stands, or, when it has passed, becomes the next workday after the answer. */
export function declineExtension(
  duty: DutyFacts,
  answeredOn: Day,
  calendar: WorkingCalendar,
): Decision<DutyChanges> {
  const fixed = stillMovable(duty);
  if (fixed) return fixed;
  return moveDueOn(duty, notBeforeNextWorkday(duty, answeredOn, calendar));
}

function notBeforeNextWorkday(duty: DutyFacts, answeredOn: Day, calendar: WorkingCalendar): Day {
  return answeredOn > duty.dueOn ? calendar.addWorkdays(answeredOn, 1) : duty.dueOn;
}

/** 统一顺延: the office moves many due days by one notice with a reason; not one of the two granted extensions. */
export function postpone(duty: DutyFacts, newDueOn: Day, reason: string): Decision<DutyChanges> {
  if (reason.trim() === '') return refuse('reason-required', { action: '统一顺延' });
  const fixed = stillMovable(duty);
  if (fixed) return fixed;
  if (newDueOn <= duty.dueOn) return refuse('extension-not-later', { dueOn: duty.dueOn });
  return moveDueOn(duty, newDueOn);
}
