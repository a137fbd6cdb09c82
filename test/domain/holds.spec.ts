import fc from 'fast-check';
import { addDays, type Day } from '../../src/domain/day';
import type { DutyFacts } from '../../src/domain/duty';
import { hold, resume } from '../../src/domain/holds';
import { stepDueOn } from '../../src/domain/ladder';
import { aDuty } from './a-duty';
import { calendar } from './calendar-of-record';

const held = (duty: DutyFacts, on: Day) => ({ ...duty, ...hold(duty, on, calendar) });
const resumed = (duty: DutyFacts, on: Day, remaining = 0) => ({
  ...duty,
  ...resume(duty, remaining, on, calendar),
});

describe('a hold', () => {
  test('from Thursday 24 to Tuesday 29 December keeps the 2 workdays used: step 2 is due on the 29th', () => {
    const during = held(aDuty(), '2026-12-24');
    expect(during).toMatchObject({ held: 1, ladderUsed: 2, ladderFrom: null, owedOn: '2026-12-21' });
    const after = resumed(during, '2026-12-29');
    expect(after).toMatchObject({ held: 0, ladderUsed: 0, ladderFrom: '2026-12-24' });
    expect(stepDueOn('2026-12-24', 3, calendar)).toBe('2026-12-29');
  });

  test('begun and ended before the due day changes nothing', () => {
    const after = resumed(held(aDuty(), '2026-12-10'), '2026-12-15');
    expect(after.ladderFrom).toBe('2026-12-21');
  });

  test('of several resumes when the last ends', () => {
    const twice = held(held(aDuty(), '2026-12-24'), '2026-12-28');
    expect(twice.ladderUsed).toBe(2);
    expect(resumed(twice, '2026-12-29', 1)).toMatchObject({ held: 1, ladderFrom: null });
    // The 28th and 29th stand for the two used workdays.
    expect(resumed(twice, '2026-12-30', 0).ladderFrom).toBe('2026-12-27');
  });

  test('that ends on a duty handed in meanwhile leaves it not climbing', () => {
    const handed = { ...held(aDuty(), '2026-12-24'), state: 'submitted' as const };
    expect(resumed(handed, '2026-12-29')).toMatchObject({ held: 0, ladderFrom: null, owedOn: null });
  });

  test('never lets a duty in trial climb', () => {
    expect(resumed(held(aDuty({ counts: 0 }), '2026-12-24'), '2026-12-29').ladderFrom).toBeNull();
  });

  test('ended twice is ended once', () => {
    expect(resume(aDuty(), 0, '2026-12-29', calendar)).toEqual({});
  });

  test('any holds in a row count the same workdays as walking the days that were not held', () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 15 })), {
      maxLength: 4,
    });
    const due = fc.integer({ min: 0, max: 2400 }).map((n) => addDays('2019-12-20', n));
    fc.assert(
      fc.property(due, spans, fc.integer({ min: 0, max: 12 }), (dueOn, holds, rest) => {
        let duty = aDuty({ dueOn });
        // Holds may begin before the due day.
        let today = addDays(dueOn, -5);
        const heldDays = new Set<Day>();
        for (const [before, length] of holds) {
          today = addDays(today, before);
          duty = held(duty, today);
          for (let n = 0; n < length; n += 1) heldDays.add(addDays(today, n));
          today = addDays(today, length);
          duty = resumed(duty, today);
        }
        const end = addDays(today, rest);
        let walked = 0;
        for (let day = addDays(dueOn, 1); day <= end; day = addDays(day, 1)) {
          if (calendar.isWorkday(day) && !heldDays.has(day)) walked += 1;
        }
        expect(calendar.workdaysBetween(duty.ladderFrom ?? '9999-12-31', end)).toBe(walked);
      }),
    );
  });
});
