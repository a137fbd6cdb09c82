import fc from 'fast-check';
import { addDays, type Day, weekdayOf } from '../../src/domain/day';
import { WorkingCalendar } from '../../src/domain/working-calendar';
import { calendar, calendarFile } from './calendar-of-record';

// 2019 through 2030: four years of it provisional.
const anyDay = fc.integer({ min: 0, max: 4382 }).map((days) => addDays('2019-01-01', days));

test('after the holiday of Thursday 2020-06-25 work begins on Sunday 28 June, before it ends on the 24th', () => {
  expect(calendar.onOrAfter('2020-06-25')).toBe('2020-06-28');
  expect(calendar.onOrBefore('2020-06-25')).toBe('2020-06-24');
});

test.each([
  [2019, 250],
  [2020, 249],
  [2021, 250],
  [2022, 249],
  [2023, 249],
  [2024, 251],
  [2025, 248],
  [2026, 248],
])('%i has %i workdays', (year, workdays) => {
  expect(calendar.countWorkdays(year)).toBe(workdays);
});

test.each(calendarFile.years)('the calendar of $year lists true exceptions only, each once', (entry) => {
  expect(entry.rest.filter((day) => weekdayOf(day) > 5)).toEqual([]);
  expect(entry.work.filter((day) => weekdayOf(day) <= 5)).toEqual([]);
  const days = [...entry.rest, ...entry.work];
  expect(days.filter((day) => !day.startsWith(String(entry.year)))).toEqual([]);
  expect(new Set(days).size).toBe(days.length);
});

test.each([
  ['2027-01-01', false],
  ['2027-01-04', true],
  ['2028-05-01', false],
  ['2028-05-02', false],
  ['2028-05-03', true],
  ['2027-10-01', false],
  ['2028-10-02', false],
  ['2028-10-03', false],
  ['2028-10-04', true],
  ['2027-01-02', false],
])('%s has no notice yet: provisionally a workday? %s', (day, workday) => {
  expect(calendar.isKnown(day)).toBe(false);
  expect(calendar.isWorkday(day)).toBe(workday);
});

test('an exception later than the covered days has no effect until the notice is confirmed', () => {
  const days = [{ day: '2027-02-08', kind: 'rest' as const }];
  expect(new WorkingCalendar(days, '2026-12-31').isWorkday('2027-02-08')).toBe(true);
  expect(new WorkingCalendar(days, '2027-12-31').isWorkday('2027-02-08')).toBe(false);
});

test('a covered year needs its fixed holidays from the notice, for the notice may say otherwise', () => {
  expect(new WorkingCalendar([], '2027-12-31').isWorkday('2027-10-01')).toBe(true);
});

test('a count is known while none of its days lies after the covered ones', () => {
  expect(calendar.knowsAll('2026-12-25', '2026-12-31')).toBe(true);
  expect(calendar.knowsAll('2026-12-25', '2027-01-01')).toBe(false);
  expect(calendar.knowsAll('2027-03-01', '2027-03-01')).toBe(true);
});

test('zero workdays away is the day itself, even a rest day', () => {
  expect(calendar.addWorkdays('2026-12-20', 0)).toBe('2026-12-20');
});

test('half a workday is refused', () => {
  expect(() => calendar.addWorkdays('2026-12-20', 0.5)).toThrow(RangeError);
});

function walk(day: Day, n: number): Day {
  let [current, left] = [day, Math.abs(n)];
  while (left > 0) {
    current = addDays(current, Math.sign(n));
    if (calendar.isWorkday(current)) left -= 1;
  }
  return current;
}

test('adding workdays is walking day by day and counting the workdays met', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -80, max: 80 }), (day, n) => {
      expect(calendar.addWorkdays(day, n)).toBe(walk(day, n));
    }),
  );
});

test('workdays between a day and the n-th workday after it are n', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 80 }), (day, n) => {
      expect(calendar.workdaysBetween(day, calendar.addWorkdays(day, n))).toBe(n);
    }),
  );
});

test('no workdays lie between a day and an earlier one', () => {
  fc.assert(
    fc.property(anyDay, fc.nat(400), (day, n) => {
      expect(calendar.workdaysBetween(day, addDays(day, -n))).toBe(0);
    }),
  );
});

test('the nearest workday is a workday with only rest days on the way', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const [before, after] = [calendar.onOrBefore(day), calendar.onOrAfter(day)];
      expect(calendar.isWorkday(before) && calendar.isWorkday(after)).toBe(true);
      expect(before <= day && day <= after).toBe(true);
      expect(calendar.workdaysBetween(before, after)).toBe(before === after ? 0 : 1);
    }),
  );
});
