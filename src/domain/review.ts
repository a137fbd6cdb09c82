/**
 * Review and what ends a duty without a report (domain §5). A return opens a new round: the unit owes the rework
 * by the fix-by day (3 workdays after the return unless given) and the ladder starts anew from there; the first
 * hand-in and its timeliness stand for ever.
 *
 * Example: handed in on 2026-12-24 (on time), returned on Fri 2026-12-25: fix by Wed 2026-12-30, round 2,
 * ladderFrom = 2026-12-30, step 0.
 */
import { type Day, dayOf } from './day';
import { type DutyChanges, type DutyFacts, settled } from './duty';
import { type DutyAction, dutyWords, nextState } from './duty-state';
import type { Actor } from './legal-table';
import { decided, type Decision, isRefusal, refuse } from './refusal';
import { defaultTerms, type Terms } from './terms';
import type { WorkingCalendar } from './working-calendar';

/** The office's own clock: its review is due 5 workdays after the hand-in. */
export function reviewDueOn(handedAt: Date, calendar: WorkingCalendar, terms: Terms = defaultTerms): Day {
  return calendar.addWorkdays(dayOf(handedAt), terms.reviewWorkdays);
}

/**
 * Who belongs to the unit may not review its report; if nobody else can, the review is marked 本单位自审.
 * The same holds for answering an objection to a review.
 */
export function mayReview(
  reviewerBelongs: boolean,
  othersCanReview: boolean,
): Decision<{ selfReview: boolean }> {
  if (reviewerBelongs && othersCanReview) return refuse('own-report');
  return decided({ selfReview: reviewerBelongs });
}

/** Accepting ends every clock. A remark for next time is the review's, not the duty's. */
export function accept(duty: DutyFacts, at: Date): Decision<DutyChanges> {
  const state = nextState(duty, 'accept', 'office');
  return isRefusal(state) ? state : decided(settled(duty, { state, acceptedAt: at }));
}

export interface Rework {
  on: Day;
  reason: string;
  /** Null: the office's default, 3 workdays after the day of the return. */
  fixBy: Day | null;
}

function newRound(
  duty: DutyFacts,
  move: { action: DutyAction; actor: Actor },
  rework: Rework,
  calendar: WorkingCalendar,
  terms: Terms,
): Decision<DutyChanges> {
  const state = nextState(duty, move.action, move.actor);
  if (isRefusal(state)) return state;
  if (rework.reason.trim() === '')
    return refuse('reason-required', { action: dutyWords.actions[move.action] });
  const fixBy = rework.fixBy ?? calendar.addWorkdays(rework.on, terms.fixWorkdays);
  if (fixBy <= rework.on) return refuse('fix-by-too-early', { on: rework.on });
  return decided(
    settled(duty, {
      state,
      fixBy,
      round: duty.round + 1,
      acceptedAt: null,
      ladderBase: fixBy,
      ladderUsed: 0,
      ladderStep: 0,
      steppedOn: null,
    }),
  );
}

/** 退回 by the office. `reason` is the structured reasons said as text. */
export function returnReport(
  duty: DutyFacts,
  rework: Rework,
  calendar: WorkingCalendar,
  terms: Terms = defaultTerms,
): Decision<DutyChanges> {
  return newRound(duty, { action: 'return', actor: 'office' }, rework, calendar, terms);
}

/** 请补充 by the lead, until it has handed in its own report. */
export function sendBack(
  duty: DutyFacts,
  rework: Rework,
  leadHandedIn: boolean,
  calendar: WorkingCalendar,
  terms: Terms = defaultTerms,
): Decision<DutyChanges> {
  const state = nextState(duty, 'send-back', 'lead');
  if (isRefusal(state)) return state;
  if (leadHandedIn) return refuse('lead-has-handed-in');
  // Silence counted as nil: there is no report that could be sent back.
  if (duty.firstHandedAt === null) return refuse('wrong-state', { state: '视为无新进展', action: '请补充' });
  return newRound(duty, { action: 'send-back', actor: 'lead' }, rework, calendar, terms);
}

/** The office opens an accepted report of a lead again. */
export function reopen(
  duty: DutyFacts,
  rework: Rework,
  calendar: WorkingCalendar,
  terms: Terms = defaultTerms,
): Decision<DutyChanges> {
  return newRound(duty, { action: 'reopen', actor: 'office' }, rework, calendar, terms);
}

/** 更正: the unit itself asks to correct what was accepted. */
export function correct(
  duty: DutyFacts,
  rework: Rework,
  calendar: WorkingCalendar,
  terms: Terms = defaultTerms,
): Decision<DutyChanges> {
  return newRound(duty, { action: 'correct', actor: 'unit' }, rework, calendar, terms);
}

/** An objection to a return was upheld (by someone else): the report stands as it was handed in. */
export function revokeReturn(duty: DutyFacts, at: Date): Decision<DutyChanges> {
  const state = nextState(duty, 'revoke-return', 'office');
  return isRefusal(state)
    ? state
    : decided(settled(duty, { state, acceptedAt: state === 'accepted' ? at : null }));
}

/** 免报, with a reason; also the end of a leaver's open duties and of an upheld objection (异议成立). */
export function waive(duty: DutyFacts, reason: string): Decision<DutyChanges> {
  const state = nextState(duty, 'waive', 'office');
  if (isRefusal(state)) return state;
  if (reason.trim() === '') return refuse('reason-required', { action: dutyWords.actions.waive });
  return decided(settled(duty, { state }));
}

/** A period opened by mistake can be recalled while nothing of it was handed in (domain §4.6). */
export function recall(
  periodsDuties: readonly DutyFacts[],
): Decision<{ id: number; changes: DutyChanges }[]> {
  const recalled: { id: number; changes: DutyChanges }[] = [];
  for (const duty of periodsDuties) {
    if (duty.firstHandedAt !== null) return refuse('already-handed-in');
    if (duty.state === 'waived') continue;
    const state = nextState(duty, 'recall', 'office');
    if (isRefusal(state)) return state;
    recalled.push({ id: duty.id, changes: settled(duty, { state }) });
  }
  return decided(recalled);
}
