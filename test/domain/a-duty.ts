/** A released supporter's or lead's duty of 2026Q4, due Mon 2026-12-21, on the office's own calendar. */
import { type DutyFacts, settled } from '../../src/domain/duty';

export function aDuty(facts: Partial<DutyFacts> = {}): DutyFacts {
  const dueOn = facts.dueOn ?? '2026-12-21';
  const duty: DutyFacts = {
    id: 1,
    role: 'lead',
    state: 'open',
    version: 1,
    round: 1,
    period: '2026Q4',
    dueNominal: dueOn,
    originalDueOn: dueOn,
    dueOn,
    openedLate: 0,
    counts: 1,
    opensOn: '2026-10-01',
    createdOn: '2026-10-01',
    firstHandedAt: null,
    acceptedAt: null,
    fixBy: null,
    owedOn: null,
    ladderBase: dueOn,
    ladderFrom: null,
    ladderUsed: 0,
    ladderStep: 0,
    steppedOn: null,
    term: 1,
    nilRun: 0,
    held: 0,
    ...facts,
  };
  return { ...duty, ...settled(duty, {}) };
}

/** An instant on the office's wall clock: shanghai('2026-12-21', '23:59:59.999'). */
export function shanghai(day: string, time = '10:00'): Date {
  return new Date(`${day}T${time}+08:00`);
}

/** The changes of a decision, or an error that names the refusal. */
export function changesOf<T>(decision: { ok: true; changes: T } | { refused: true; code: string }): T {
  if ('refused' in decision) throw new Error(`refused: ${decision.code}`);
  return decision.changes;
}
