import {
  awaitsClosing,
  caseMoves,
  type CaseAction,
  caseName,
  type CaseState,
  caseWords,
  closesItself,
  nextCaseState,
  promiseBroken,
  promiseEndsOn,
  replyToCase,
} from '../../src/domain/case-rules';
import { hold, resume } from '../../src/domain/holds';
import type { Actor } from '../../src/domain/legal-table';
import { aDuty, changesOf } from './a-duty';
import { calendar } from './calendar-of-record';

const states = Object.keys(caseWords.states) as CaseState[];
const actions = Object.keys(caseWords.actions) as CaseAction[];
const handling = { state: 'handling' as const, papersIssued: 0, promisedOn: null, promisesThisRound: 0 };
const promise = { on: '2026-12-28', by: 'unit' as const, promisedOn: '2026-12-31' };
const owed = aDuty();
const handedIn = aDuty({ state: 'submitted' });

describe('a case', () => {
  test('whose reply of 28 December promised the 31st is held through that day and goes back to handling on 1 January', () => {
    const replied = { ...handling, ...changesOf(replyToCase(handling, promise, calendar)) };
    expect(replied).toMatchObject({ state: 'replied', promisedOn: '2026-12-31', promisesThisRound: 1 });
    expect(promiseEndsOn('2026-12-31')).toBe('2027-01-01');
    expect(promiseBroken(replied, [owed], '2026-12-31')).toBe(false);
    expect(promiseBroken(replied, [owed], '2027-01-01')).toBe(true);
    expect(promiseBroken(replied, [handedIn], '2027-01-01')).toBe(false);
    expect(nextCaseState(replied, 're-arm', 'system')).toBe('handling');
  });

  test('re-arms the ladder where it stood when the promise is broken', () => {
    const during = { ...owed, ...hold(owed, '2026-12-28', calendar) };
    expect(during.ladderUsed).toBe(4);
    // 4 of the 8 workdays to the head were used; the first workday that counts again is Monday 4 January.
    const from = resume(during, 0, promiseEndsOn('2026-12-31'), calendar).ladderFrom ?? '';
    expect(calendar.addWorkdays(from, 4)).toBe('2026-12-31');
    expect(calendar.addWorkdays(from, 5)).toBe('2027-01-04');
  });

  test.each([
    ['20 workdays ahead: taken', { promisedOn: '2027-01-26' }, {}, undefined],
    ['21 workdays ahead: refused', { promisedOn: '2027-01-27' }, {}, 'promise-too-far'],
    ['for the same day: taken', { promisedOn: '2026-12-28' }, {}, undefined],
    ['for a day gone by: refused', { promisedOn: '2026-12-27' }, {}, 'promise-in-past'],
    ['a second time in the round: taken', {}, { promisesThisRound: 1 }, undefined],
    ['a third time in the round: refused', {}, { promisesThisRound: 2 }, 'promise-used-up'],
    ['of no day after two promises: taken', { promisedOn: null }, { promisesThisRound: 2 }, undefined],
    ['on a closed case: refused', {}, { state: 'closed' as const }, 'wrong-state'],
  ])('is answered with a promise %s', (_, reply, facts, code) => {
    const decision = replyToCase({ ...handling, ...facts }, { ...promise, ...reply }, calendar);
    expect('code' in decision ? decision.code : undefined).toBe(code);
  });

  test('a reply without a day leaves an earlier promise as it stands', () => {
    const promised = { ...handling, promisedOn: '2026-12-31', promisesThisRound: 1 };
    expect(changesOf(replyToCase(promised, { ...promise, promisedOn: null }, calendar))).toMatchObject({
      promisedOn: '2026-12-31',
      promisesThisRound: 1,
    });
  });

  test('waits for closing when nothing of it is overdue, and closes itself only if no paper was issued', () => {
    const on = '2026-12-30';
    expect(awaitsClosing(handling, [handedIn, owed], on)).toBe(false);
    expect(awaitsClosing(handling, [handedIn, aDuty({ state: 'waived' })], on)).toBe(true);
    expect(closesItself(handling, [handedIn], on)).toBe(true);
    expect(closesItself({ ...handling, papersIssued: 1 }, [handedIn], on)).toBe(false);
    expect(awaitsClosing({ state: 'closed' }, [handedIn], on)).toBe(false);
  });

  test('is about nothing any more when its due day is put off', () => {
    const postponed = aDuty({ dueOn: '2027-01-08' });
    expect(closesItself(handling, [handedIn, postponed], '2027-01-08')).toBe(true);
    expect(closesItself(handling, [handedIn, postponed], '2027-01-09')).toBe(false);
  });

  test('is called 督办件 only after a 督办函 was issued on it', () => {
    expect([caseName(0), caseName(1)]).toEqual(['跟办件', '督办件']);
  });

  test('moves only as its table says, and reaches every state', () => {
    const reached = new Set<CaseState>(['opened']);
    for (const state of states) {
      for (const action of actions) {
        for (const actor of ['unit', 'lead', 'office', 'system'] satisfies Actor[]) {
          const row = caseMoves.find((m) => m.action === action && m.from.includes(state));
          const answer = nextCaseState({ state }, action, actor);
          if (row?.by.includes(actor)) reached.add(row.to);
          expect(answer).toEqual(
            row?.by.includes(actor) ? row.to : expect.objectContaining({ refused: true }),
          );
        }
      }
    }
    expect([...reached].sort()).toEqual([...states].sort());
  });

  test.each(['take-up', 'pause', 'resume', 'close'] as const)('is never moved by a timer: %s', (action) => {
    for (const state of states)
      expect(nextCaseState({ state }, action, 'system')).toMatchObject({ refused: true });
  });
});
