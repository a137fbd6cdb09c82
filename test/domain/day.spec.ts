import fc from 'fast-check';
import {
  addDays,
  dayOf,
  dayOfMonth,
  daysBetween,
  earlier,
  isDay,
  later,
  minutesOfDay,
  sayDay,
  sayShortDay,
  startOf,
  toDayNumber,
  weekdayOf,
} from '../../src/domain/day';

const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days));

test('a report one millisecond before midnight in Shanghai is of that day, a millisecond later of the next', () => {
  expect(dayOf(new Date('2026-12-25T15:59:59.999Z'))).toBe('2026-12-25');
  expect(dayOf(new Date('2026-12-25T16:00:00.000Z'))).toBe('2026-12-26');
});

test.each([
  ['2026-12-25', true],
  ['2024-02-29', true],
  ['2026-02-29', false],
  ['2026-02-30', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-1-1', false],
  ['2026-12-25T00:00', false],
  ['', false],
])('%s: a real calendar day? %s', (text, real) => {
  expect(isDay(text)).toBe(real);
});

test('a text that is no date is refused by the arithmetic instead of giving a wrong day', () => {
  expect(() => addDays('明天', 1)).toThrow(RangeError);
});

test.each([
  [2026, 2, 31, '2026-02-28'],
  [2024, 2, 30, '2024-02-29'],
  [2026, 11, 31, '2026-11-30'],
  [2026, 12, 25, '2026-12-25'],
])('day of month %i-%i, %i-th: %s', (year, month, day, expected) => {
  expect(dayOfMonth(year, month, day)).toBe(expected);
});

test('a week begins on Monday with 1 and ends on Sunday with 7', () => {
  expect(weekdayOf('2026-12-21')).toBe(1);
  expect(weekdayOf('2026-12-20')).toBe(7);
  expect(weekdayOf('1969-12-31')).toBe(3);
});

test('nine in the morning in Shanghai is minute 540', () => {
  expect(minutesOfDay(new Date('2026-12-25T01:00:59.999Z'))).toBe(540);
  expect(minutesOfDay(startOf('2026-12-25'))).toBe(0);
  expect(minutesOfDay(new Date('2026-12-25T15:59:59.999Z'))).toBe(1439);
});

test('days are said the way the office writes them', () => {
  expect(sayDay('2026-12-25')).toBe('2026年12月25日(周五)');
  expect(sayShortDay('2026-03-01')).toBe('3月1日(周日)');
});

test('the later and the earlier of two days', () => {
  expect(later('2026-12-21', '2026-12-25')).toBe('2026-12-25');
  expect(earlier('2026-12-21', '2026-12-25')).toBe('2026-12-21');
});

test('adding days and counting them are each other’s inverse, over leap years too', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -2000, max: 2000 }), (day, n) => {
      expect(isDay(addDays(day, n))).toBe(true);
      expect(daysBetween(day, addDays(day, n))).toBe(n);
    }),
  );
});

test('every instant lies in its day: from its start until the start of the next', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 86_399_999 }), (day, ms) => {
      expect(dayOf(new Date(startOf(day).getTime() + ms))).toBe(day);
    }),
  );
});

test('weekdays follow one another and repeat every seven days', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      expect(weekdayOf(addDays(day, 1))).toBe((weekdayOf(day) % 7) + 1);
      expect(weekdayOf(day)).toBe(new Date(toDayNumber(day) * 86_400_000).getUTCDay() || 7);
    }),
  );
});
