/**
 * A duty is one owed report: schedule × item × unit × period (domain §1). The row satisfies `DutyFacts` by its
 * shape. Two columns follow from the others and are stored only so that SQL may compare them (domain §6):
 * `owedOn` and `ladderFrom`; every rule that changes a duty sets them through `settled`.
 *
 * Example: a released open duty due 2026-12-21 that nothing holds has owedOn = ladderFrom = 2026-12-21; once
 * handed in, both are null.
 */
import type { Day } from './day';
import type { DutyState, Role } from './duty-state';

export interface DutyFacts {
  id: number;
  role: Role;
  state: DutyState;
  /** People's changes only; counted up by the compare-and-set, never by a rule. */
  version: number;
  /** 1, and one more with every return. */
  round: number;
  period: string;
  dueNominal: Day;
  originalDueOn: Day;
  dueOn: Day;
  /** 1: made after its period began, because the server was off (系统补建). */
  openedLate: number;
  /** 0 while its schedule is in trial (试运行). */
  counts: number;
  opensOn: Day;
  createdOn: Day;
  firstHandedAt: Date | null;
  acceptedAt: Date | null;
  /** Fix-by day of the current round; stays after the rework is handed in, so that a withdrawal owes it again. */
  fixBy: Day | null;
  owedOn: Day | null;
  /** The day the ladder counts from when nothing holds it. */
  ladderBase: Day | null;
  /** ladderBase while climbing; null while not owed, held or in trial. */
  ladderFrom: Day | null;
  /** Workdays counted before the hold began. */
  ladderUsed: number;
  ladderStep: number;
  steppedOn: Day | null;
  /** 1, and one more whenever the due day moves after a step was taken: the ladder is then climbed anew. */
  term: number;
  /** Nil reports in a row before this period. */
  nilRun: number;
  held: number;
}

export type DutyChanges = Partial<DutyFacts>;

/** The day that is owed: the due day while open, the fix-by day while returned, none otherwise (domain §5). */
export function owedOn(duty: Pick<DutyFacts, 'state' | 'dueOn' | 'fixBy'>): Day | null {
  if (duty.state === 'open') return duty.dueOn;
  return duty.state === 'returned' ? duty.fixBy : null;
}

export function isOverdue(duty: Pick<DutyFacts, 'owedOn'>, today: Day): boolean {
  return duty.owedOn !== null && duty.owedOn < today;
}

/** The changes, completed by the two columns that follow from them. */
export function settled(duty: DutyFacts, changes: DutyChanges): DutyChanges {
  const after = { ...duty, ...changes };
  const owed = owedOn(after);
  const climbs = owed !== null && after.held === 0 && after.counts === 1;
  return { ...changes, owedOn: owed, ladderFrom: climbs ? after.ladderBase : null };
}

/** Whether the duty enters rates: released, not waived, and not made after its due day had passed (domain §4.2). */
export function isScored(
  duty: Pick<DutyFacts, 'state' | 'counts' | 'openedLate' | 'createdOn' | 'originalDueOn'>,
): boolean {
  const madeTooLate = duty.openedLate === 1 && duty.createdOn > duty.originalDueOn;
  return duty.counts === 1 && duty.state !== 'waived' && !madeTooLate;
}
