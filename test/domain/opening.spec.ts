import fc from 'fast-check';
import { addDays } from '../../src/domain/day';
import {
  beginningPeriod,
  countsIn,
  openingBase,
  opensAsOf,
  periodsToOpen,
  type ScheduleFacts,
} from '../../src/domain/opening';
import { firstDay, nextPeriod, periodOf } from '../../src/domain/period';
import { dueDayOf, type DueRule } from '../../src/domain/recurrence';
import { WorkingCalendar } from '../../src/domain/working-calendar';

const calendar = new WorkingCalendar([], '2035-12-31');
const rule: DueRule = { anchor: 'day-of-last-month', offset: 25, restRule: 'next' };
const schedule: ScheduleFacts = {
  frequency: 'quarter',
  state: 'trial',
  opensOn: '2026-11-22',
  fromPeriod: '2026Q4',
  lastPeriod: null,
  firstCounting: null,
  rule,
};

const day = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2024-01-01', n));

describe('opening', () => {
  test('the worked example: begun on 22 November the current quarter, on 10 December the next', () => {
    expect(beginningPeriod('quarter', rule, '2026-11-22', calendar)).toBe('2026Q4');
    expect(beginningPeriod('quarter', rule, '2026-12-10', calendar)).toBe('2027Q1');
    expect(opensAsOf(schedule, '2026Q4')).toBe('2026-11-22');
    expect(opensAsOf(schedule, '2027Q1')).toBe('2027-01-01');
  });

  test.each([
    ['15 workdays are left', '2026-12-04', '2026Q4'],
    ['14 workdays are left', '2026-12-07', '2027Q1'],
  ])('when %s', (_, on, period) => {
    expect(beginningPeriod('quarter', rule, on, calendar)).toBe(period);
  });

  test('a new schedule always leaves 15 workdays, and the period before would not have', () => {
    fc.assert(
      fc.property(day, (on) => {
        const period = beginningPeriod('quarter', rule, on, calendar);
        const left = calendar.workdaysBetween(on, dueDayOf(rule, period, calendar).due);
        const current = periodOf('quarter', on);
        const leftNow = calendar.workdaysBetween(on, dueDayOf(rule, current, calendar).due);
        return left >= 15 && (period === current) === leftNow >= 15;
      }),
    );
  });

  test('every begun period opens once, in order, none early, and a second look finds nothing', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 40 }), (opensOn, months) => {
        const facts = { ...schedule, opensOn, fromPeriod: periodOf('quarter', opensOn) };
        const on = addDays(opensOn, months * 30);
        const openings = periodsToOpen(facts, new Set(), on);
        const periods = openings.map(({ period }) => period);
        expect(periods).toEqual([...periods].sort());
        expect(periods.at(-1)).toBe(periodOf('quarter', on));
        expect(
          openings.every(({ asOf, period }) => asOf <= on && asOf >= firstDay(period) && asOf >= opensOn),
        ).toBe(true);
        expect(periodsToOpen(facts, new Set(periods), on)).toEqual([]);
      }),
    );
  });

  test.each(['off', 'ended'] as const)('a schedule that is %s opens nothing', (state) => {
    expect(periodsToOpen({ ...schedule, state }, new Set(), '2030-01-01')).toEqual([]);
  });

  test('after its last period a schedule opens no more', () => {
    const ending = { ...schedule, lastPeriod: nextPeriod('2026Q4') };
    expect(periodsToOpen(ending, new Set(['2026Q4']), '2030-01-01').map(({ period }) => period)).toEqual([
      '2027Q1',
    ]);
  });

  test('a one-off opens on its own day and only once', () => {
    const once: ScheduleFacts = {
      ...schedule,
      frequency: 'once',
      fromPeriod: '2027年世界认可日',
      opensOn: '2027-05-10',
      rule: { anchor: 'fixed', offset: 0, restRule: 'next', fixedOn: '2027-06-09' },
    };
    expect(periodsToOpen(once, new Set(), '2027-05-09')).toEqual([]);
    expect(periodsToOpen(once, new Set(), '2029-01-01')).toEqual([
      { period: '2027年世界认可日', asOf: '2027-05-10' },
    ]);
    expect(periodsToOpen(once, new Set(['2027年世界认可日']), '2029-01-01')).toEqual([]);
  });

  test.each([
    ['trial', null, '2026Q4', false],
    ['released', '2027Q1', '2026Q4', false],
    ['released', '2027Q1', '2027Q1', true],
    ['off', '2027Q1', '2027Q1', false],
  ] as const)('%s, counting from %s: %s counts %s', (state, firstCounting, period, counts) => {
    expect(countsIn({ state, firstCounting }, period)).toBe(counts);
  });

  test('a duty made late has 5 workdays, one made in time its due day', () => {
    expect(openingBase('2026-12-25', { asOf: '2026-11-22', openedOn: '2026-11-22' }, calendar)).toBe(
      '2026-12-25',
    );
    expect(openingBase('2026-12-25', { asOf: '2026-10-01', openedOn: '2026-12-24' }, calendar)).toBe(
      '2026-12-31',
    );
    expect(openingBase('2026-12-25', { asOf: '2026-10-01', openedOn: '2026-10-02' }, calendar)).toBe(
      '2026-12-25',
    );
  });
});
