import fc from 'fast-check';
import { addDays } from '../../src/domain/day';
import { type DutyFacts, isOverdue, isScored } from '../../src/domain/duty';
import {
  countAsNil,
  type HandIn,
  handIn,
  isMadeUp,
  onTime,
  sayDistance,
  withdraw,
  yearSummaryRefused,
} from '../../src/domain/hand-in';
import { aDuty, changesOf, shanghai } from './a-duty';
import { calendar } from './calendar-of-record';

const inTime = shanghai('2026-12-21', '23:59:59.999');
const tooLate = shanghai('2026-12-22', '00:00');
const untouched = { readAt: null, leadHandedIn: false };

function report(facts: Partial<HandIn> = {}): HandIn {
  return {
    at: inTime,
    by: 'unit',
    kind: 'full',
    sentence: '',
    extensionPending: false,
    ...untouched,
    ...facts,
  };
}

function after(duty: DutyFacts, decision: ReturnType<typeof handIn>): DutyFacts {
  return { ...duty, ...changesOf(decision) };
}

describe('handing in', () => {
  test('in the last millisecond of the due day is on time; withdrawn and handed in the next morning it is made up', () => {
    const handed = after(aDuty(), handIn(aDuty(), report()));
    expect(handed).toMatchObject({
      state: 'submitted',
      firstHandedAt: inTime,
      owedOn: null,
      ladderFrom: null,
    });
    expect(isMadeUp(handed)).toBe(false);
    const taken = after(handed, withdraw(handed, untouched));
    expect(taken).toMatchObject({
      state: 'open',
      firstHandedAt: null,
      owedOn: '2026-12-21',
      ladderFrom: '2026-12-21',
    });
    expect(isOverdue(taken, '2026-12-22')).toBe(true);
    const again = after(taken, handIn(taken, report({ at: shanghai('2026-12-22', '08:00') })));
    expect(isMadeUp(again)).toBe(true);
    expect(sayDistance('2026-12-21', '2026-12-22', calendar)).toBe('1个工作日');
  });

  test('at midnight after the due day is late', () => {
    expect(onTime(inTime, '2026-12-21')).toBe(true);
    expect(onTime(tooLate, '2026-12-21')).toBe(false);
  });

  test('on a rest day right after the due day is late by a day, not by 0 workdays', () => {
    expect(sayDistance('2026-12-25', '2026-12-26', calendar)).toBe('1天');
  });

  test('a paper cannot have come before the period was opened', () => {
    const early = report({ at: inTime, by: 'office', receivedOn: '2026-09-30' });
    expect(handIn(aDuty(), early)).toMatchObject({ code: 'received-before-opening' });
    const first = report({ at: inTime, by: 'office', receivedOn: '2026-10-01' });
    expect(changesOf(handIn(aDuty(), first)).firstHandedAt).toEqual(shanghai('2026-10-01', '00:00'));
  });

  test.each([
    ['lead', '2026Q4', null],
    ['lead', '2026Q3', 'no-year-summary'],
    ['support', '2026Q4', 'no-year-summary'],
  ] as const)('a %s report of %s and the year summed up: %s', (role, period, code) => {
    expect(yearSummaryRefused({ role, period }, '全年新增120家')?.code ?? null).toBe(code);
    expect(yearSummaryRefused({ role, period }, ' ')).toBeNull();
  });

  test('again before review is a revision: the first moment stands', () => {
    const handed = aDuty({ state: 'submitted', firstHandedAt: inTime });
    expect(changesOf(handIn(handed, report({ at: tooLate })))).toMatchObject({
      state: 'submitted',
      firstHandedAt: inTime,
    });
  });

  test('again is refused once the office has begun to read, and so is withdrawing', () => {
    const handed = aDuty({ state: 'submitted', firstHandedAt: inTime });
    expect(handIn(handed, report({ readAt: tooLate }))).toMatchObject({ code: 'review-began' });
    expect(withdraw(handed, { readAt: tooLate, leadHandedIn: false })).toMatchObject({
      code: 'review-began',
    });
  });

  test('a part stands at once, and is in its own hands until its lead has handed in', () => {
    const part = after(aDuty({ role: 'support' }), handIn(aDuty({ role: 'support' }), report()));
    expect(part).toMatchObject({ state: 'accepted', acceptedAt: inTime, owedOn: null });
    const used = { readAt: null, leadHandedIn: true };
    expect(handIn(part, report(used))).toMatchObject({ code: 'lead-has-handed-in' });
    expect(withdraw(part, used)).toMatchObject({ code: 'lead-has-handed-in' });
    expect(changesOf(withdraw(part, untouched))).toMatchObject({
      state: 'open',
      firstHandedAt: null,
      acceptedAt: null,
    });
  });

  test('a part that is still owed may come after its lead has handed in', () => {
    const open = aDuty({ role: 'support' });
    const late = after(open, handIn(open, report({ at: tooLate, leadHandedIn: true })));
    expect(late.state).toBe('accepted');
    expect(isMadeUp(late)).toBe(true);
  });

  test('a rework closes its round; withdrawn, it is owed by the fix-by day and the first moment stands', () => {
    const returned = aDuty({
      state: 'returned',
      round: 2,
      fixBy: '2026-12-30',
      ladderBase: '2026-12-30',
      firstHandedAt: inTime,
    });
    const fixed = after(returned, handIn(returned, report({ at: shanghai('2026-12-29') })));
    expect(fixed).toMatchObject({
      state: 'submitted',
      firstHandedAt: inTime,
      owedOn: null,
      ladderFrom: null,
    });
    expect(changesOf(withdraw(fixed, untouched))).toMatchObject({
      state: 'returned',
      firstHandedAt: inTime,
      owedOn: '2026-12-30',
      ladderFrom: '2026-12-30',
    });
  });

  test.each([
    ['a duty in trial', { counts: 0 }],
    ['a held duty', { held: 1 }],
  ])('withdrawn, %s does not climb', (_, facts) => {
    const handed = aDuty({ ...facts, state: 'submitted', firstHandedAt: inTime });
    expect(changesOf(withdraw(handed, untouched))).toMatchObject({ owedOn: '2026-12-21', ladderFrom: null });
  });

  test.each([
    ["a lead's nil needs a sentence", 'lead', 0, '', 'nil-needs-sentence'],
    ["a lead's third nil says it is the third", 'lead', 2, ' ', 'third-nil-needs-sentence'],
    ["a supporter's second nil needs none", 'support', 1, '', null],
    ["a supporter's third nil needs a sentence", 'support', 2, '', 'third-nil-needs-sentence'],
    ["a supporter's third nil stands with a sentence", 'support', 2, '待省级批复', null],
  ] as const)('%s', (_, role, nilRun, sentence, code) => {
    const decision = handIn(aDuty({ role, nilRun }), report({ kind: 'nil', sentence }));
    expect('code' in decision ? decision.code : null).toBe(code);
  });

  test('a paper that came in time and was entered late is on time', () => {
    const entered = report({ by: 'office', at: shanghai('2026-12-23'), receivedOn: '2026-12-21' });
    expect(isMadeUp(after(aDuty(), handIn(aDuty(), entered)))).toBe(false);
    expect(handIn(aDuty(), { ...entered, receivedOn: '2026-12-24' })).toMatchObject({
      code: 'received-in-future',
    });
  });

  test('while the office still owes the answer to an extension is never late', () => {
    const waiting = aDuty({ held: 1 });
    const handed = after(
      waiting,
      handIn(waiting, report({ at: shanghai('2026-12-23'), extensionPending: true })),
    );
    expect(handed).toMatchObject({ dueOn: '2026-12-23', originalDueOn: '2026-12-21' });
    expect(isMadeUp(handed)).toBe(false);
  });

  test('silence counts as nil only when the due day is over, and leaves nothing to withdraw', () => {
    const silent = aDuty({ role: 'support' });
    expect(countAsNil(silent, inTime)).toMatchObject({ code: 'wrong-state' });
    expect(countAsNil(aDuty({ role: 'support', held: 1 }), tooLate)).toMatchObject({ code: 'wrong-state' });
    const counted = after(silent, countAsNil(silent, tooLate));
    expect(counted).toMatchObject({
      state: 'accepted',
      firstHandedAt: null,
      acceptedAt: tooLate,
      owedOn: null,
    });
    expect(withdraw(counted, untouched)).toMatchObject({ code: 'wrong-state' });
  });

  test('any run of handing in and withdrawing leaves the moment of the oldest hand-in that still stands', () => {
    const steps = fc.array(
      fc.record({ kind: fc.constantFrom('in', 'out'), hours: fc.integer({ min: 0, max: 99 }) }),
    );
    fc.assert(
      fc.property(steps, fc.constantFrom('lead', 'support'), (moves, role) => {
        let duty = aDuty({ role });
        let standing: Date | null = null;
        let now = shanghai('2026-12-18').getTime();
        for (const { kind, hours } of moves) {
          now += hours * 3_600_000;
          const decision =
            kind === 'in' ? handIn(duty, report({ at: new Date(now) })) : withdraw(duty, untouched);
          if ('refused' in decision) continue;
          duty = { ...duty, ...decision.changes };
          standing = kind === 'in' ? (standing ?? new Date(now)) : null;
        }
        expect(duty.firstHandedAt).toEqual(standing);
        expect(duty.owedOn).toBe(standing === null ? '2026-12-21' : null);
        expect(duty.ladderFrom).toBe(duty.owedOn);
      }),
    );
  });
});

describe('a duty', () => {
  test.each([
    ['released and opened in time is scored', {}, true],
    ['in trial is not scored', { counts: 0 }, false],
    ['waived is not scored', { state: 'waived' }, false],
    ['made late, on its due day, is scored', { openedLate: 1, createdOn: '2026-12-21' }, true],
    ['made after its due day is not scored', { openedLate: 1, createdOn: addDays('2026-12-21', 1) }, false],
  ] as const)('%s', (_, facts, scored) => {
    expect(isScored(aDuty(facts))).toBe(scored);
  });
});
