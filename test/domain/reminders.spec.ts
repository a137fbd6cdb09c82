import fc from 'fast-check';
import { addDays } from '../../src/domain/day';
import {
  missedReminders,
  remindersDue,
  reminderDays,
  remindWindow,
  REMINDER_STEPS,
} from '../../src/domain/reminders';
import { calendar } from './calendar-of-record';

const days = (owedOn: string) => reminderDays(owedOn, calendar).map(({ on }) => on);
const aDay = fc.integer({ min: 0, max: 2500 }).map((n) => addDays('2019-12-01', n));

describe('reminders', () => {
  test('of Monday 21 December come on the 14th, 18th and 21st; of Sunday the 20th on the 11th, 17th and 18th', () => {
    expect(days('2026-12-21')).toEqual(['2026-12-14', '2026-12-18', '2026-12-21']);
    expect(days('2026-12-20')).toEqual(['2026-12-11', '2026-12-17', '2026-12-18']);
  });

  test('step over the Spring Festival', () => {
    // 15–23 February 2026 is off, Saturday 14 and 28 February are worked.
    expect(days('2026-02-25')).toEqual(['2026-02-11', '2026-02-24', '2026-02-25']);
  });

  test('fall on workdays only, three different ones, the last not after the owed day', () => {
    fc.assert(
      fc.property(aDay, (owedOn) => {
        const on = days(owedOn);
        expect(on.every((day) => calendar.isWorkday(day))).toBe(true);
        expect(new Set(on).size).toBe(3);
        expect(on.every((day) => day <= owedOn)).toBe(true);
      }),
    );
  });

  test('are found by a window of owed days', () => {
    fc.assert(
      fc.property(
        aDay,
        fc.integer({ min: -20, max: 20 }),
        fc.constantFrom(...REMINDER_STEPS),
        (on, ahead, step) => {
          const owedOn = addDays(on, ahead);
          const window = remindWindow(step, on, calendar);
          const inside = window !== null && window.from <= owedOn && owedOn <= window.through;
          expect(inside).toBe(remindersDue(owedOn, on, calendar) === step);
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    ['up every day makes the one of the day', '2026-12-17', '2026-12-18', 1, []],
    ['down over the first makes it late', '2026-12-11', '2026-12-16', 5, []],
    ['down over two makes the latest only', '2026-12-11', '2026-12-18', 1, [5]],
    ['down over all, back on the due day, makes the last', '2026-12-11', '2026-12-21', 0, [5, 1]],
    ['back after the due day makes none', '2026-12-11', '2026-12-22', null, [5, 1, 0]],
    ['with none missed makes none', '2026-12-15', '2026-12-17', null, []],
  ])('a server %s', (_, sweptThrough, on, made, merged) => {
    expect(missedReminders('2026-12-21', sweptThrough, on, calendar)).toEqual({ made, merged });
  });
});
