import {
  askExtension,
  declineExtension,
  extensionEscalatesOn,
  type ExtensionHistory,
  grantExtension,
  moveDueOn,
  postpone,
} from '../../src/domain/extension-rules';
import { handIn, isMadeUp } from '../../src/domain/hand-in';
import { hold, resume } from '../../src/domain/holds';
import { aDuty, changesOf, shanghai } from './a-duty';
import { calendar } from './calendar-of-record';

const open = aDuty({ dueOn: '2026-12-25' });
const waiting = { ...open, ...hold(open, '2026-12-25', calendar) };
const none: ExtensionHistory = { granted: 0, pending: false, nextPeriodDueOn: '2027-03-25' };
const request = { at: shanghai('2026-12-25', '23:59:59'), newDueOn: '2026-12-30', reason: '汛期' };

describe('an extension', () => {
  test('of a duty due 25 December, refused on Sunday the 27th, leaves until the end of Monday the 28th', () => {
    expect(changesOf(askExtension(open, request, none))).toEqual({
      heldFrom: '2026-12-25',
      newDueOn: '2026-12-30',
    });
    const declined = { ...waiting, ...changesOf(declineExtension(waiting, '2026-12-27', calendar)) };
    expect(declined).toMatchObject({ dueOn: '2026-12-28', originalDueOn: '2026-12-25', ladderFrom: null });
    const again = { ...declined, ...resume(declined, 0, '2026-12-27', calendar) };
    expect(again).toMatchObject({ ladderFrom: '2026-12-28', owedOn: '2026-12-28' });
    const report = { by: 'unit', kind: 'full', sentence: '', readAt: null, leadHandedIn: false } as const;
    const at = shanghai('2026-12-28', '23:59');
    const handed = changesOf(handIn(again, { ...report, at, extensionPending: false }));
    expect(isMadeUp({ ...again, ...handed })).toBe(false);
  });

  test.each([
    ['after the due day', { at: shanghai('2026-12-26', '00:00') }, {}, 'extension-too-late'],
    ['for a day that is not later', { newDueOn: '2026-12-25' }, {}, 'extension-not-later'],
    ["for a day past the next period's due day", { newDueOn: '2027-03-26' }, {}, 'extension-too-far'],
    ['without a reason', { reason: '' }, {}, 'reason-required'],
    ['a third time', {}, { granted: 2 }, 'extension-used-up'],
    ['while another waits', {}, { pending: true }, 'extension-pending'],
  ])('asked %s is refused', (_, asked, history, code) => {
    expect(askExtension(open, { ...request, ...asked }, { ...none, ...history })).toMatchObject({ code });
  });

  test("may reach the next period's due day, and has no such bound for a one-off", () => {
    expect(askExtension(open, { ...request, newDueOn: '2027-03-25' }, none)).toMatchObject({ ok: true });
    const oneOff = { ...none, nextPeriodDueOn: null };
    expect(askExtension(open, { ...request, newDueOn: '2027-06-30' }, oneOff)).toMatchObject({ ok: true });
  });

  test('is refused once anything was handed in: the due day moves no more', () => {
    const handed = aDuty({ state: 'submitted', firstHandedAt: shanghai('2026-12-24') });
    expect(askExtension(handed, request, none)).toMatchObject({ code: 'already-handed-in' });
    expect(grantExtension(handed, '2026-12-30', '2026-12-25', none, calendar)).toMatchObject({
      code: 'already-handed-in',
    });
    expect(declineExtension(handed, '2026-12-28', calendar)).toMatchObject({ code: 'already-handed-in' });
    expect(moveDueOn(aDuty({ state: 'waived' }), '2026-12-30')).toMatchObject({ code: 'wrong-state' });
  });

  test('granted moves the due day and the ladder, and keeps the original day', () => {
    const granted = {
      ...waiting,
      ...changesOf(grantExtension(waiting, '2026-12-30', '2026-12-26', none, calendar)),
    };
    expect(granted).toMatchObject({ dueOn: '2026-12-30', owedOn: '2026-12-30', originalDueOn: '2026-12-25' });
    expect(resume(granted, 0, '2026-12-26', calendar).ladderFrom).toBe('2026-12-30');
  });

  test('granted later than the day asked for still leaves until the next workday', () => {
    expect(changesOf(grantExtension(waiting, '2026-12-30', '2026-12-31', none, calendar)).dueOn).toBe(
      '2027-01-04',
    );
  });

  test('refused on or before the due day leaves the due day as it was', () => {
    expect(changesOf(declineExtension(waiting, '2026-12-25', calendar)).dueOn).toBe('2026-12-25');
  });

  test('that nobody answers goes to the head on the third workday', () => {
    expect(extensionEscalatesOn('2026-12-25', calendar)).toBe('2026-12-30');
  });
});

describe('a general postponement', () => {
  test('moves the due day later, with a reason, and is none of the two extensions', () => {
    expect(changesOf(postpone(open, '2027-01-08', '防汛'))).toMatchObject({
      dueOn: '2027-01-08',
      ladderFrom: '2027-01-08',
    });
    expect(postpone(open, '2027-01-08', ' ')).toMatchObject({ code: 'reason-required' });
    expect(postpone(open, '2026-12-24', '防汛')).toMatchObject({ code: 'extension-not-later' });
  });

  test('lets the ladder be climbed anew after steps were taken, and never twice on one day', () => {
    const climbed = { ...open, ladderStep: 2, steppedOn: '2026-12-30' };
    expect({ ...climbed, ...changesOf(postpone(climbed, '2027-01-08', '防汛')) }).toMatchObject({
      ...{ round: 1, term: 2, ladderStep: 0, steppedOn: '2026-12-30', ladderFrom: '2027-01-08' },
    });
    expect(changesOf(postpone(open, '2027-01-08', '防汛'))).not.toHaveProperty('term');
  });

  test('leaves the later day of a unit that was told late', () => {
    const toldLate = aDuty({ dueOn: '2026-12-25', ladderBase: '2027-01-05' });
    expect(changesOf(postpone(toldLate, '2026-12-28', '防汛')).ladderFrom).toBe('2027-01-05');
    expect(changesOf(postpone(toldLate, '2027-01-08', '防汛')).ladderFrom).toBe('2027-01-08');
  });
});
