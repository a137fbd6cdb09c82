import fc from 'fast-check';
import { addDays } from '../../src/domain/day';
import {
  firstDay,
  frequencyOf,
  isPeriod,
  isYearEnd,
  lastDay,
  leadPeriodOf,
  nextPeriod,
  periodOf,
  previousPeriod,
  type RegularFrequency,
  sayPeriod,
  sayReport,
} from '../../src/domain/period';

const anyDay = fc.integer({ min: 0, max: 30_000 }).map((days) => addDays('1990-01-01', days));
const anyFrequency = fc.constantFrom<RegularFrequency[]>('month', 'quarter', 'half', 'year');

test('21 December 2026 lies in the fourth quarter, which runs from 1 October and is followed by 2027Q1', () => {
  const period = periodOf('quarter', '2026-12-21');
  expect(period).toBe('2026Q4');
  expect([firstDay(period), lastDay(period)]).toEqual(['2026-10-01', '2026-12-31']);
  expect(nextPeriod(period)).toBe('2027Q1');
});

test.each([
  ['month', '2024-02-29', '2024-02', '2024-02-01', '2024-02-29', '2024年2月'],
  ['month', '2026-11-01', '2026-11', '2026-11-01', '2026-11-30', '2026年11月'],
  ['quarter', '2026-01-01', '2026Q1', '2026-01-01', '2026-03-31', '2026年第一季度'],
  ['half', '2026-06-30', '2026H1', '2026-01-01', '2026-06-30', '2026年上半年'],
  ['half', '2026-07-01', '2026H2', '2026-07-01', '2026-12-31', '2026年下半年'],
  ['year', '2026-07-01', '2026', '2026-01-01', '2026-12-31', '2026年'],
] as const)(
  'the %s of %s is %s, from %s through %s, said %s',
  (frequency, day, period, first, last, said) => {
    expect(periodOf(frequency, day)).toBe(period);
    expect(frequencyOf(period)).toBe(frequency);
    expect([firstDay(period), lastDay(period), sayPeriod(period)]).toEqual([first, last, said]);
  },
);

test.each(['2026Q5', '2026-13', '2026-00', '2026H3', '2026Q', '2026-1', '0026', '2026年质量月', ''])(
  '“%s” is no regular period: it is the name of a one-off',
  (text) => {
    expect(isPeriod(text)).toBe(false);
    expect(frequencyOf(text)).toBe('once');
    expect(sayPeriod(text)).toBe(text);
    expect(isYearEnd(text)).toBe(false);
    expect(() => firstDay(text)).toThrow(RangeError);
    expect(() => nextPeriod(text)).toThrow(RangeError);
  },
);

test.each([
  ['2026Q4', true],
  ['2026H2', true],
  ['2026-12', true],
  ['2026Q3', false],
  ['2026H1', false],
  ['2026-11', false],
  ['2026', false],
])('the report of %s also sums up the year? %s', (period, yearEnd) => {
  expect(isYearEnd(period)).toBe(yearEnd);
});

test('the next period starts the day after the last one ends, and sorts after it as text', () => {
  fc.assert(
    fc.property(anyFrequency, anyDay, (frequency, day) => {
      const period = periodOf(frequency, day);
      expect(firstDay(nextPeriod(period))).toBe(addDays(lastDay(period), 1));
      expect(nextPeriod(period) > period).toBe(true);
      expect(previousPeriod(nextPeriod(period))).toBe(period);
    }),
  );
});

test('a day lies within its period, and the period keeps its frequency', () => {
  fc.assert(
    fc.property(anyFrequency, anyDay, (frequency, day) => {
      const period = periodOf(frequency, day);
      expect(isPeriod(period) && frequencyOf(period)).toBe(frequency);
      expect(firstDay(period) <= day && day <= lastDay(period)).toBe(true);
    }),
  );
});

test.each([
  ['2026H2', 'quarter', '2026Q4'],
  ['2026H1', 'quarter', '2026Q2'],
  ['2026-11', 'quarter', '2026Q4'],
  ['2026Q3', 'half', '2026H2'],
  ['2026Q4', 'quarter', '2026Q4'],
  ['2026', 'month', '2026-12'],
  ['2026年质量月', 'quarter', '2026年质量月'],
  ['2026Q4', 'once', '2026Q4'],
] as const)('a part of %s goes into the report of a lead by the %s for %s', (part, frequency, lead) => {
  expect(leadPeriodOf(part, frequency)).toBe(lead);
});

test('a part goes into the report of the period in which its last day falls', () => {
  fc.assert(
    fc.property(anyDay, anyFrequency, anyFrequency, (day, own, leads) => {
      const part = periodOf(own, day);
      const lead = leadPeriodOf(part, leads);
      expect(firstDay(lead) <= lastDay(part) && lastDay(part) <= lastDay(lead)).toBe(true);
    }),
  );
});

test.each([
  ['lead', '2026Q4', '2026年第四季度暨年度报告'],
  ['lead', '2026Q3', '2026年第三季度进展报告'],
  ['lead', '2026H2', '2026年下半年暨年度报告'],
  ['lead', '2026', '2026年进展报告'],
  ['lead', '2026年质量月活动情况', '2026年质量月活动情况'],
  ['support', '2026Q4', '2026年第四季度配合材料'],
] as const)('the %s report of %s is called %s', (role, period, name) => {
  expect(sayReport(role, period)).toBe(name);
});
