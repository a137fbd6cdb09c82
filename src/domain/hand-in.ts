/**
 * Handing in (domain §5, §3): on time = the report reached the server before 00:00 of the day after the due day;
 * the first moment stands for every later revision, but only for a report that stands: withdrawn and not handed in
 * again, the duty is owed as before.
 *
 * Example: due 2026-12-21. Handed in on the 21st at 23:59:59.999 Shanghai is on time. Withdrawn that night and handed in
 * again on the 22nd at 08:00, the moment is the 22nd: 补报, 1 workday late.
 */
import { type Day, dayOf, daysBetween, startOf } from './day';
import { type DutyChanges, type DutyFacts, settled } from './duty';
import { nextState } from './duty-state';
import { isYearEnd } from './period';
import { decided, type Decision, isRefusal, type Refusal, refuse } from './refusal';
import type { WorkingCalendar } from './working-calendar';

export interface HandIn {
  /** Taken at the controller; the first one of a replayed request. */
  at: Date;
  by: 'unit' | 'office';
  kind: 'full' | 'nil';
  /** The one sentence that explains a nil; empty when none was written. */
  sentence: string;
  /** When the office began to read the latest revision of a lead's report. */
  readAt: Date | null;
  /** Whether a lead of this item has handed in; of a collective's many leads, any one. */
  leadHandedIn: boolean;
  /** An extension was asked in time and is not answered yet. */
  extensionPending: boolean;
  /** 代录: the day the paper or the call came. */
  receivedOn?: Day;
}

export function onTime(handedAt: Date, dueOn: Day): boolean {
  return dayOf(handedAt) <= dueOn;
}

/** 补报: first handed in after the due day. Computed, never stored. */
export function isMadeUp(duty: Pick<DutyFacts, 'firstHandedAt' | 'dueOn'>): boolean {
  return duty.firstHandedAt !== null && !onTime(duty.firstHandedAt, duty.dueOn);
}

/** How far `day` lies after `from`, in words: 2个工作日, or in days when only rest days lie between. */
export function sayDistance(from: Day, day: Day, calendar: WorkingCalendar): string {
  const workdays = calendar.workdaysBetween(from, day);
  return workdays > 0 ? `${workdays}个工作日` : `${daysBetween(from, day)}天`;
}

/** The moment that counts for timeliness: of a paper received earlier, the start of the day it came. */
function momentOf({ opensOn }: DutyFacts, handIn: HandIn): Date | Refusal {
  const { at, receivedOn } = handIn;
  // nobody can have answered what was not asked yet
  if (receivedOn !== undefined && receivedOn < opensOn)
    return refuse('received-before-opening', { receivedOn, opensOn });
  if (receivedOn === undefined || receivedOn === dayOf(at)) return at;
  return receivedOn > dayOf(at) ? refuse('received-in-future', { receivedOn }) : startOf(receivedOn);
}

/** A report is changed by nobody once another has begun to work with it; a rework that was asked for always may. */
function stillInOwnHands(duty: DutyFacts, use: Pick<HandIn, 'readAt' | 'leadHandedIn'>): Refusal | null {
  if (duty.state === 'submitted' && use.readAt !== null) return refuse('review-began');
  if (duty.state === 'accepted' && use.leadHandedIn) return refuse('lead-has-handed-in');
  return null;
}

/** A lead's nil always needs a sentence, a supporter's from the third in a row per charge. */
export function nilRefused(
  duty: Pick<DutyFacts, 'role' | 'nilRun'>,
  handIn: Pick<HandIn, 'kind' | 'sentence'>,
): Refusal | null {
  if (handIn.kind !== 'nil' || handIn.sentence.trim() !== '') return null;
  if (duty.nilRun >= 2) return refuse('third-nil-needs-sentence', { nilRun: duty.nilRun });
  return duty.role === 'lead' ? refuse('nil-needs-sentence') : null;
}

/** 全年总结 belongs to the lead's report that ends the year (§4.7, 第四季度暨年度报告), and to no other. */
export function yearSummaryRefused(
  duty: Pick<DutyFacts, 'role' | 'period'>,
  yearSummary: string,
): Refusal | null {
  if (yearSummary.trim() === '') return null;
  return duty.role === 'lead' && isYearEnd(duty.period) ? null : refuse('no-year-summary');
}

/**
 * While the office owes an answer about the due day, nobody who hands in can be late: a refusal would give until the
 * next workday, and handing in early must not be worse than waiting for it. A hand-in so ends the request.
 */
function dueOnWhilePending(duty: DutyFacts, report: HandIn, moment: Date): DutyChanges {
  if (duty.firstHandedAt !== null || !report.extensionPending || onTime(moment, duty.dueOn)) return {};
  return { dueOn: dayOf(moment), ladderBase: dayOf(moment) };
}

/** First hand-in, rework or revision n+1; a part stands at once (`accepted`), a lead's waits for review. */
export function handIn(duty: DutyFacts, report: HandIn): Decision<DutyChanges> {
  const state = nextState(duty, 'submit', report.by);
  if (isRefusal(state)) return state;
  const no = stillInOwnHands(duty, report) ?? nilRefused(duty, report);
  if (no) return no;
  const moment = momentOf(duty, report);
  if (isRefusal(moment)) return moment;
  const changes: DutyChanges = {
    state,
    firstHandedAt: duty.firstHandedAt ?? moment,
    acceptedAt: state === 'accepted' ? report.at : null,
  };
  return decided(settled(duty, { ...changes, ...dueOnWhilePending(duty, report, moment) }));
}

/** Takes the report back: a lead's until review began, a part until its lead has handed in. */
export function withdraw(
  duty: DutyFacts,
  use: Pick<HandIn, 'readAt' | 'leadHandedIn'>,
): Decision<DutyChanges> {
  const state = nextState(duty, 'withdraw', 'unit');
  if (isRefusal(state)) return state;
  const no = stillInOwnHands(duty, use);
  if (no) return no;
  // Counted as nil by silence: there is no report that could be taken back.
  if (duty.firstHandedAt === null) return refuse('wrong-state', { state: '视为无新进展', action: '撤回' });
  // In a later round the first report has been read and stands; only its rework is taken back.
  const firstHandedAt = state === 'open' ? null : duty.firstHandedAt;
  return decided(settled(duty, { state, firstHandedAt, acceptedAt: null }));
}

/**
 * 期满未报视为无新进展: a supporter's silence counts as nil once its due day is over (domain §4.7).
 * Nobody handed in, so no first moment is set. Refused while the due day lasts or a hold is on.
 */
export function countAsNil(duty: DutyFacts, at: Date): Decision<DutyChanges> {
  const state = nextState(duty, 'count-as-nil', 'system');
  if (isRefusal(state)) return state;
  if (onTime(at, duty.dueOn) || duty.held === 1 || duty.counts === 0) {
    return refuse('wrong-state', { state: '未到期或暂不计时', action: '视为无新进展' });
  }
  return decided(settled(duty, { state, acceptedAt: at }));
}
