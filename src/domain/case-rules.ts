/**
 * Cases (domain §6): an overdue matter on the office's desk, opened → handling → replied → closed, with pause and
 * resume. 待销号 is computed: none of its duties is overdue any more, whether all were handed in or waived, or their due
 * day was moved (统一顺延); a case on which no paper was issued then closes itself.
 * A reply may promise a day, at most 20 workdays ahead and twice a round; the ladder is held through that day.
 *
 * Example: reply on Mon 2026-12-28 promising 12-31: the ladder is held through 12-31; nothing came, so on 2027-01-01
 * the promise is broken and the case goes back to handling.
 */
import { addDays, type Day } from './day';
import { type DutyFacts, isOverdue } from './duty';
import { type Actor, type LegalWords, type Move, nextByTable } from './legal-table';
import { decided, type Decision, isRefusal, type Refusal, refuse } from './refusal';
import { defaultTerms, type Terms } from './terms';
import type { WorkingCalendar } from './working-calendar';

export type CaseState = 'opened' | 'handling' | 'replied' | 'paused' | 'closed';

export type CaseAction =
  'take-up' | 'reply' | 're-arm' | 'pause' | 'resume' | 'close' | 'close-itself' | 'reopen';

const alive: readonly CaseState[] = ['opened', 'handling', 'replied', 'paused'];

export const caseMoves: readonly Move<CaseState, CaseAction>[] = [
  { action: 'take-up', from: ['opened'], to: 'handling', by: ['office'] },
  { action: 'reply', from: ['opened', 'handling', 'replied'], to: 'replied', by: ['unit', 'office'] },
  { action: 're-arm', from: ['replied'], to: 'handling', by: ['system'] },
  { action: 'pause', from: ['opened', 'handling', 'replied'], to: 'paused', by: ['office'] },
  { action: 'resume', from: ['paused'], to: 'handling', by: ['office'] },
  { action: 'close', from: alive, to: 'closed', by: ['office'] },
  { action: 'close-itself', from: alive, to: 'closed', by: ['system'] },
  // A unit and period have one case of parts for ever, a lead's report one a round: overdue again opens the closed one.
  { action: 'reopen', from: ['closed'], to: 'opened', by: ['system', 'office'] },
];

export const caseWords: LegalWords<CaseState, CaseAction> = {
  states: { opened: '待处理', handling: '办理中', replied: '已回复', paused: '已暂停', closed: '已销号' },
  actions: {
    'take-up': '受理',
    reply: '回复',
    're-arm': '恢复跟办',
    pause: '暂停',
    resume: '恢复',
    close: '销号',
    'close-itself': '自动销号',
    reopen: '重新跟办',
  },
};

export interface CaseFacts {
  state: CaseState;
  /** Papers issued by a person on this case; drafts do not count. */
  papersIssued: number;
  promisedOn: Day | null;
  promisesThisRound: number;
}

type Owed = Pick<DutyFacts, 'owedOn'>;

export function nextCaseState(
  facts: Pick<CaseFacts, 'state'>,
  action: CaseAction,
  actor: Actor,
): CaseState | Refusal {
  return nextByTable(caseMoves, caseWords, facts.state, action, actor);
}

/** 待销号: nothing of it is overdue any more. */
export function awaitsClosing(facts: Pick<CaseFacts, 'state'>, duties: readonly Owed[], today: Day): boolean {
  return facts.state !== 'closed' && !duties.some((duty) => isOverdue(duty, today));
}

/** 自动销号: with an issued paper a person closes. */
export function closesItself(
  facts: Pick<CaseFacts, 'state' | 'papersIssued'>,
  duties: readonly Owed[],
  today: Day,
): boolean {
  return facts.papersIssued === 0 && awaitsClosing(facts, duties, today);
}

export interface Reply {
  on: Day;
  by: 'unit' | 'office';
  promisedOn: Day | null;
}

export interface ReplyChanges {
  state: CaseState;
  promisedOn: Day | null;
  promisesThisRound: number;
}

/** A reply, perhaps with a promised day; the caller then holds the case's duties from `on` (reason promise). */
export function replyToCase(
  facts: CaseFacts,
  reply: Reply,
  calendar: WorkingCalendar,
  terms: Terms = defaultTerms,
): Decision<ReplyChanges> {
  const state = nextCaseState(facts, 'reply', reply.by);
  if (isRefusal(state)) return state;
  const { promisedOn } = reply;
  // A reply without a day leaves an earlier promise as it stands.
  if (promisedOn === null) {
    return decided({ state, promisedOn: facts.promisedOn, promisesThisRound: facts.promisesThisRound });
  }
  if (facts.promisesThisRound >= terms.promisesAtMost) {
    return refuse('promise-used-up', { made: facts.promisesThisRound });
  }
  if (promisedOn < reply.on) return refuse('promise-in-past', { promisedOn });
  const latest = calendar.addWorkdays(reply.on, terms.promiseAtMostWorkdays);
  if (promisedOn > latest) return refuse('promise-too-far', { latest });
  return decided({ state, promisedOn, promisesThisRound: facts.promisesThisRound + 1 });
}

/** The day the hold of a promise ends and the ladder counts again. */
export function promiseEndsOn(promisedOn: Day): Day {
  return addDays(promisedOn, 1);
}

/** The promised day is over and something is still overdue: the case goes back to handling (re-arm). */
export function promiseBroken(
  facts: Pick<CaseFacts, 'state' | 'promisedOn'>,
  duties: readonly Owed[],
  today: Day,
): boolean {
  if (facts.state !== 'replied' || facts.promisedOn === null || facts.promisedOn >= today) return false;
  return duties.some((duty) => isOverdue(duty, today));
}

/** 督办件 only after a 督办函 was issued on it (domain §1). */
export function caseName(supervisionLettersIssued: number): '督办件' | '跟办件' {
  return supervisionLettersIssued > 0 ? '督办件' : '跟办件';
}
