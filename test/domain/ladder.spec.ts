import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { addDays, type Day } from '../../src/domain/day';
import type { Role } from '../../src/domain/duty-state';
import {
  climb,
  climbable,
  cutoff,
  isProvisional,
  LADDER,
  nextStep,
  stepDueOn,
  type Sweep,
} from '../../src/domain/ladder';
import { REMINDER_STEPS } from '../../src/domain/reminders';
import { defaultTerms } from '../../src/domain/terms';
import { WorkingCalendar } from '../../src/domain/working-calendar';
import { calendar } from './calendar-of-record';

const sweep: Sweep = { ladder: LADDER, calendar, confirmedThrough: null };
const aDay = fc.integer({ min: 0, max: 2500 }).map((n) => addDays('2019-12-01', n));

/** The rule told slowly: walk the days, count the workdays since, take at most one step a workday. */
function stepsTakenDayByDay(
  from: Day,
  role: Role,
  sweptOn: (day: Day) => boolean,
  through: Day,
): [number, Day][] {
  const taken: [number, Day][] = [];
  let workdays = 0;
  for (let day = addDays(from, 1); day <= through; day = addDays(day, 1)) {
    if (!calendar.isWorkday(day)) continue;
    workdays += 1;
    const due = LADDER[role][taken.length];
    if (due !== undefined && workdays >= due && sweptOn(day)) taken.push([taken.length + 1, day]);
  }
  return taken;
}

function stepsTakenBySweeps(
  from: Day,
  role: Role,
  sweptOn: (day: Day) => boolean,
  through: Day,
): [number, Day][] {
  const taken: [number, Day][] = [];
  let row = { role, ladderFrom: from, ladderStep: 0, steppedOn: null as Day | null };
  for (let day = from; day <= through; day = addDays(day, 1)) {
    // Twice a day: the second sweep must find nothing left to do.
    for (let again = 0; sweptOn(day) && again < 2; again += 1) {
      const step = climb(row, day, sweep);
      if (!step) continue;
      row = { ...row, ...step };
      taken.push([step.ladderStep, day]);
    }
  }
  return taken;
}

describe('the ladder', () => {
  test("of a lead due Monday 21 December climbs on 22, 24 and 31 December; step 2's cutoff on the 24th is the 21st", () => {
    expect(LADDER.lead.map((w) => stepDueOn('2026-12-21', w, calendar))).toEqual([
      '2026-12-22',
      '2026-12-24',
      '2026-12-31',
    ]);
    expect(climbable(2, 'lead', '2026-12-24', sweep)).toBe('2026-12-21');
  });

  test.each([
    ['on a rest day', 1, 'lead', '2026-12-26'],
    ['beyond the last step of a supporter', 3, 'support', '2026-12-31'],
  ] as const)('takes no step %s', (_, step, role, on) => {
    expect(climbable(step, role, on, sweep)).toBeNull();
  });

  test('takes steps on a worked weekend day', () => {
    // Sunday 2020-06-28 was worked for Friday the 26th.
    expect(climbable(1, 'lead', '2020-06-28', sweep)).toBe('2020-06-27');
  });

  test('the cutoff is the latest day from which the step is due', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 1, max: 12 }), (on, workdays) => {
        const last = cutoff(workdays, on, calendar);
        expect(stepDueOn(last, workdays, calendar) <= on).toBe(true);
        expect(stepDueOn(addDays(last, 1), workdays, calendar) <= on).toBe(false);
      }),
    );
  });

  test('swept with any outages, takes the same steps as counting day by day, never two on one day', () => {
    const outages = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(aDay, fc.constantFrom('lead', 'support'), outages, (from, role, up) => {
        const through = addDays(from, 39);
        const sweptOn = (day: Day) => up[(Date.parse(day) / 86_400_000) % 40] === true;
        const taken = stepsTakenBySweeps(from, role, sweptOn, through);
        expect(taken).toEqual(stepsTakenDayByDay(from, role, sweptOn, through));
        expect(new Set(taken.map(([, day]) => day)).size).toBe(taken.length);
      }),
    );
  });

  test('does not move a duty that is not climbing', () => {
    expect(
      climb({ role: 'lead', ladderFrom: null, ladderStep: 0, steppedOn: null }, '2026-12-31', sweep),
    ).toBeNull();
  });

  test('names the next step and its day, and none after the last', () => {
    const duty = { role: 'lead' as const, ladderFrom: '2026-12-21', ladderStep: 1 };
    expect(nextStep(duty, sweep)).toEqual({ step: 2, dueOn: '2026-12-24', provisional: false });
    expect(nextStep({ ...duty, ladderStep: 3 }, sweep)).toBeNull();
    expect(nextStep({ ...duty, ladderFrom: null }, sweep)).toBeNull();
  });
});

describe('on days no notice covers', () => {
  const short: Sweep = { ...sweep, calendar: new WorkingCalendar([], '2026-12-23') };

  test('step 1 goes out, marked provisional', () => {
    expect(climbable(1, 'lead', '2026-12-25', short)).toBe('2026-12-24');
    expect(isProvisional('2026-12-25', short)).toBe(true);
    expect(isProvisional('2026-12-23', short)).toBe(false);
  });

  test('step 2 is taken only where its count ends on a known day', () => {
    // From the 18th the third workday is the 23rd, known; from the 21st it is the 24th, unknown.
    expect(climbable(2, 'lead', '2026-12-28', short)).toBe(cutoff(3, '2026-12-23', short.calendar));
    expect(
      climb({ role: 'lead', ladderFrom: '2026-12-21', ladderStep: 1, steppedOn: null }, '2026-12-28', short),
    ).toBeNull();
    expect(
      climb({ role: 'lead', ladderFrom: '2026-12-18', ladderStep: 1, steppedOn: null }, '2026-12-28', short),
    ).toEqual({
      ladderStep: 2,
      steppedOn: '2026-12-28',
    });
  });

  test("step 2 goes on as far as the office's confirmation reaches", () => {
    expect(climbable(2, 'lead', '2026-12-28', { ...short, confirmedThrough: '2026-12-31' })).toBe(
      '2026-12-23',
    );
    expect(climbable(2, 'lead', '2026-12-28', { ...short, confirmedThrough: '2026-12-24' })).toBe(
      '2026-12-21',
    );
  });
});

test("the rules' own numbers are the office's settings as seeded", () => {
  const seeded = parse(readFileSync(join(__dirname, '../../seeds/ladder.yaml'), 'utf8')) as {
    ladder: { steps: unknown; reminders: unknown };
  };
  expect(seeded.ladder).toMatchObject({ ...defaultTerms, steps: LADDER, reminders: REMINDER_STEPS });
});
