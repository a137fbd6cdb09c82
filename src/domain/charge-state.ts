/**
 * 签收 (domain §4.5, §4.7): a unit confirms its charge within 3 workdays of being served, or objects (异议), or asks
 * to be 不涉及; the office decides within 5 workdays. Handing in counts as 签收. 不涉及 holds till a date or a plan change.
 *
 * Example: served Mon 2026-12-14: to be acknowledged by Thu 12-17. Objected on 12-15: to be decided by Tue 12-22; upheld,
 * the charge ends; refused, it stands as acknowledged and the ladder resumes.
 */
import type { Day } from './day';
import { type Actor, type LegalWords, type Move, nextByTable } from './legal-table';
import type { Refusal } from './refusal';
import { defaultTerms, type Terms } from './terms';
import type { WorkingCalendar } from './working-calendar';

export type AckState =
  'pending' | 'acknowledged' | 'objected' | 'not-involved-asked' | 'not-involved' | 'ended';

export type ChargeAction =
  | 'acknowledge'
  | 'object'
  | 'ask-not-involved'
  | 'withdraw-objection'
  | 'uphold'
  | 'refuse'
  | 'find-not-involved'
  | 'involve-again'
  | 'end';

const underway: readonly AckState[] = ['pending', 'acknowledged'];
const asked: readonly AckState[] = ['objected', 'not-involved-asked'];

export const chargeMoves: readonly Move<AckState, ChargeAction>[] = [
  { action: 'acknowledge', from: ['pending'], to: 'acknowledged', by: ['unit', 'office', 'system'] },
  { action: 'object', from: underway, to: 'objected', by: ['unit'] },
  { action: 'ask-not-involved', from: underway, to: 'not-involved-asked', by: ['unit'] },
  { action: 'withdraw-objection', from: asked, to: 'acknowledged', by: ['unit'] },
  { action: 'uphold', from: ['objected'], to: 'ended', by: ['office'] },
  { action: 'refuse', from: asked, to: 'acknowledged', by: ['office'] },
  { action: 'find-not-involved', from: ['not-involved-asked'], to: 'not-involved', by: ['office'] },
  // Its date has come or the plan has changed: the unit is asked to sign anew.
  { action: 'involve-again', from: ['not-involved'], to: 'pending', by: ['office', 'system'] },
  { action: 'end', from: [...underway, ...asked, 'not-involved'], to: 'ended', by: ['office', 'system'] },
];

export const chargeWords: LegalWords<AckState, ChargeAction> = {
  states: {
    pending: '待签收',
    acknowledged: '已签收',
    objected: '异议待答复',
    'not-involved-asked': '不涉及待认定',
    'not-involved': '不涉及',
    ended: '已终止',
  },
  actions: {
    acknowledge: '签收',
    object: '提出异议',
    'ask-not-involved': '申请不涉及',
    'withdraw-objection': '撤回异议',
    uphold: '异议成立',
    refuse: '维持分工',
    'find-not-involved': '认定不涉及',
    'involve-again': '恢复责任',
    end: '终止责任',
  },
};

export function nextAckState(state: AckState, action: ChargeAction, actor: Actor): AckState | Refusal {
  return nextByTable(chargeMoves, chargeWords, state, action, actor);
}

/** While a question of the unit waits for its answer, its duties stay open and their ladder is held. */
export function holdsLadder(state: AckState): boolean {
  return asked.includes(state);
}

/** Whether a charge whose 不涉及 was found owes nothing today; `until` null: till the plan changes. */
export function isNotInvolved(state: AckState, until: Day | null, today: Day): boolean {
  return state === 'not-involved' && (until === null || today <= until);
}

export function acknowledgeBy(servedOn: Day, calendar: WorkingCalendar, terms: Terms = defaultTerms): Day {
  return calendar.addWorkdays(servedOn, terms.acknowledgeWorkdays);
}

export function objectionDecidedBy(
  objectedOn: Day,
  calendar: WorkingCalendar,
  terms: Terms = defaultTerms,
): Day {
  return calendar.addWorkdays(objectedOn, terms.objectionWorkdays);
}
