import {
  accept,
  correct,
  mayReview,
  recall,
  reopen,
  returnReport,
  reviewDueOn,
  revokeReturn,
  sendBack,
  waive,
} from '../../src/domain/review';
import { aDuty, changesOf, shanghai } from './a-duty';
import { calendar } from './calendar-of-record';

const handedAt = shanghai('2026-12-24');
const submitted = aDuty({ state: 'submitted', dueOn: '2026-12-25', firstHandedAt: handedAt, ladderStep: 2 });
const part = aDuty({ role: 'support', state: 'accepted', firstHandedAt: handedAt, acceptedAt: handedAt });
const rework = { on: '2026-12-25', reason: '认证新增家数未填', fixBy: null };

describe('review', () => {
  test('a return on Friday 25 December opens round 2, owed by Wednesday 30 December, with the ladder anew', () => {
    const changes = changesOf(returnReport(submitted, rework, calendar));
    expect(changes).toMatchObject({
      state: 'returned',
      round: 2,
      fixBy: '2026-12-30',
      owedOn: '2026-12-30',
      ladderBase: '2026-12-30',
      ladderFrom: '2026-12-30',
      ladderStep: 0,
    });
    // The first hand-in is not touched: its timeliness stands for ever.
    expect(changes).not.toHaveProperty('firstHandedAt');
    expect(changes).not.toHaveProperty('dueOn');
  });

  test('the fix-by day may be given, but must leave at least a day', () => {
    const given = { ...rework, fixBy: '2027-01-08' };
    expect(changesOf(returnReport(submitted, given, calendar)).owedOn).toBe('2027-01-08');
    expect(returnReport(submitted, { ...rework, fixBy: rework.on }, calendar)).toMatchObject({
      code: 'fix-by-too-early',
    });
  });

  test('a return without a reason is refused', () => {
    expect(returnReport(submitted, { ...rework, reason: ' ' }, calendar)).toMatchObject({
      code: 'reason-required',
    });
  });

  test('a held duty that is returned is owed but does not climb', () => {
    const changes = changesOf(returnReport({ ...submitted, held: 1, ladderUsed: 2 }, rework, calendar));
    expect(changes).toMatchObject({ owedOn: '2026-12-30', ladderFrom: null, ladderUsed: 0 });
  });

  test('the lead sends a part back until it has handed in its own report', () => {
    expect(changesOf(sendBack(part, rework, false, calendar))).toMatchObject({ state: 'returned', round: 2 });
    expect(sendBack(part, rework, true, calendar)).toMatchObject({ code: 'lead-has-handed-in' });
  });

  test('a part that silence counted as nil cannot be sent back', () => {
    expect(sendBack({ ...part, firstHandedAt: null }, rework, false, calendar)).toMatchObject({
      code: 'wrong-state',
    });
  });

  test('accepting ends every clock', () => {
    const at = shanghai('2026-12-28');
    expect(changesOf(accept(submitted, at))).toEqual({
      state: 'accepted',
      acceptedAt: at,
      owedOn: null,
      ladderFrom: null,
    });
  });

  test.each([
    ['the office reopens', reopen],
    ['the unit corrects', correct],
  ] as const)('what was accepted is owed again when %s it', (_, again) => {
    const accepted = aDuty({ state: 'accepted', firstHandedAt: handedAt, acceptedAt: handedAt });
    expect(changesOf(again(accepted, rework, calendar))).toMatchObject({
      state: 'returned',
      acceptedAt: null,
      round: 2,
    });
    expect(again(submitted, rework, calendar)).toMatchObject({ code: 'wrong-state' });
  });

  test('an upheld objection to a return lets the report stand', () => {
    const returned = aDuty({ state: 'returned', round: 2, fixBy: '2026-12-30', firstHandedAt: handedAt });
    expect(changesOf(revokeReturn(returned, handedAt))).toMatchObject({ state: 'submitted', owedOn: null });
    expect(changesOf(revokeReturn({ ...returned, role: 'support' }, handedAt))).toMatchObject({
      state: 'accepted',
      acceptedAt: handedAt,
    });
  });

  test('a waiver needs a reason and ends what is owed', () => {
    expect(waive(aDuty(), '')).toMatchObject({ code: 'reason-required' });
    expect(changesOf(waive(aDuty(), '异议成立'))).toEqual({
      state: 'waived',
      owedOn: null,
      ladderFrom: null,
    });
    expect(waive(part, '异议成立')).toMatchObject({ code: 'wrong-state' });
  });

  test('a period is recalled while nothing of it was handed in', () => {
    const two = [aDuty({ id: 1 }), aDuty({ id: 2, state: 'waived' }), aDuty({ id: 3, role: 'support' })];
    expect(changesOf(recall(two)).map(({ id, changes }) => [id, changes.state])).toEqual([
      [1, 'waived'],
      [3, 'waived'],
    ]);
    expect(recall([...two, part])).toMatchObject({ code: 'already-handed-in' });
  });

  test("the office's own review is due 5 workdays after the hand-in", () => {
    expect(reviewDueOn(handedAt, calendar)).toBe('2026-12-31');
  });

  test.each([
    [false, true, { changes: { selfReview: false } }],
    [true, true, { code: 'own-report' }],
    [true, false, { changes: { selfReview: true } }],
  ])(
    'a reviewer of the unit itself (%s), while others could review (%s), is answered %j',
    (belongs, others, answer) => {
      expect(mayReview(belongs, others)).toMatchObject(answer);
    },
  );
});
