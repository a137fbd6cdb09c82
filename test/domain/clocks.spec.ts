import { clock, type Happened, reportClock, reworkClocks } from '../../src/domain/clocks';
import { aDuty, shanghai } from './a-duty';
import { calendar } from './calendar-of-record';

const TODAY = '2027-01-05';

const happened = (kind: string, day: string, toState: Happened['toState'], round = 2): Happened => ({
  kind,
  at: shanghai(day),
  round,
  toState,
});

test('due on Friday and in on Monday is 1 workday late; mended a day before its fix-by day, the rework is not', () => {
  const duty = aDuty({ state: 'submitted', dueOn: '2026-12-25', firstHandedAt: shanghai('2026-12-28') });
  expect(reportClock(duty, TODAY, calendar)).toMatchObject({ onTime: false, lateWorkdays: 1, scored: true });
  const history = [
    happened('returned', '2026-12-28', 'returned'),
    happened('submitted', '2026-12-30', 'submitted'),
  ];
  expect(reworkClocks([{ round: 2, fixBy: '2026-12-31' }], history, TODAY, calendar)).toEqual([
    { round: 2, fixBy: '2026-12-31', handedAt: shanghai('2026-12-30'), lateWorkdays: 0 },
  ]);
});

test.each([
  ['open before its due day', aDuty({ dueOn: '2027-01-25' }), null, 0],
  ['open after it', aDuty({ dueOn: '2026-12-30' }), false, 3],
  ['waived without a report', aDuty({ dueOn: '2026-12-30', state: 'waived' }), null, 0],
  ['handed in in time', aDuty({ state: 'submitted', firstHandedAt: shanghai('2026-12-21') }), true, 0],
])('a report %s', (_, duty, inTime, lateWorkdays) => {
  expect(reportClock(duty, TODAY, calendar)).toMatchObject({ onTime: inTime, lateWorkdays });
});

test('a rework that was taken back is owed as before, one that was waived runs no longer', () => {
  const back = [
    happened('returned', '2026-12-28', 'returned'),
    happened('submitted', '2026-12-29', 'submitted'),
    happened('withdrawn', '2026-12-29', 'returned'),
  ];
  const late = reworkClocks([{ round: 2, fixBy: '2026-12-31' }], back, TODAY, calendar);
  expect(late).toMatchObject([{ handedAt: null, lateWorkdays: 2 }]);
  const waived = [...back, happened('waived', '2027-01-04', 'waived')];
  const over = reworkClocks([{ round: 2, fixBy: '2026-12-31' }], waived, TODAY, calendar);
  expect(over).toMatchObject([{ handedAt: null, lateWorkdays: 0 }]);
});

test('a second revision before it is read does not move the moment of a rework', () => {
  const twice = [
    happened('returned', '2026-12-28', 'returned'),
    happened('submitted', '2026-12-31', 'submitted'),
    happened('submitted', '2027-01-04', 'submitted'),
  ];
  const [only] = reworkClocks([{ round: 2, fixBy: '2026-12-31' }], twice, TODAY, calendar);
  expect(only).toMatchObject({ handedAt: shanghai('2026-12-31'), lateWorkdays: 0 });
});

test('a clock nothing started is never late; one that runs is late by the workdays gone', () => {
  expect(clock({ dueOn: null, at: null }, TODAY, calendar).lateWorkdays).toBe(0);
  expect(clock({ dueOn: '2026-12-30', at: null }, TODAY, calendar).lateWorkdays).toBe(3);
  expect(clock({ dueOn: '2026-12-30', at: shanghai('2026-12-31') }, TODAY, calendar).lateWorkdays).toBe(1);
});
