import fc from 'fast-check';
import { addDays } from '../../src/domain/day';
import { hold } from '../../src/domain/holds';
import {
  ladderBaseOf,
  serve,
  servedOn,
  unservedHeldFrom,
  unservedHoldThrough,
} from '../../src/domain/served';
import { aDuty } from './a-duty';
import { calendar } from './calendar-of-record';

const heldOn = (day: string) => ({ ...aDuty(), ...hold(aDuty(), day, calendar) });

describe('a unit not told', () => {
  test('of a duty due Monday 21 December is held from the 14th; served on the 17th, the ladder counts from the 24th', () => {
    expect(unservedHeldFrom('2026-12-21', calendar)).toBe('2026-12-14');
    expect(serve(heldOn('2026-12-14'), '2026-12-17', 0, calendar)).toMatchObject({
      held: 0,
      ladderBase: '2026-12-24',
      ladderFrom: '2026-12-24',
    });
  });

  test.each([
    ['on 10 December: from the due day', '2026-12-10', '2026-12-21'],
    ['5 workdays before the due day: from the due day', '2026-12-14', '2026-12-21'],
    ['4 workdays before the due day: a day later', '2026-12-15', '2026-12-22'],
    ['after the due day: from 5 workdays after', '2026-12-23', '2026-12-30'],
  ])('is served %s', (_, on, from) => {
    expect(serve(heldOn('2026-12-09'), on, 0, calendar).ladderFrom).toBe(from);
  });

  test('keeps a later day that an ended hold had already given', () => {
    const shifted = aDuty({ ladderBase: '2026-12-29', held: 1 });
    expect(serve(shifted, '2026-12-17', 0, calendar).ladderFrom).toBe('2026-12-29');
  });

  test('and without a contact stays held when served', () => {
    expect(serve(heldOn('2026-12-14'), '2026-12-17', 1, calendar)).toMatchObject({
      ladderBase: '2026-12-24',
      ladderFrom: null,
    });
  });

  test('never delays the rework of a report it handed in', () => {
    const returned = aDuty({ state: 'returned', fixBy: '2026-12-30', ladderBase: '2026-12-30' });
    expect(serve(returned, '2026-12-29', 0, calendar)).toEqual({});
  });

  test('is found by one comparison with the due day', () => {
    const day = fc.integer({ min: 0, max: 2500 }).map((n) => addDays('2019-12-01', n));
    fc.assert(
      fc.property(day, fc.integer({ min: -3, max: 12 }), (on, ahead) => {
        const dueOn = addDays(on, ahead);
        expect(dueOn <= unservedHoldThrough(on, calendar)).toBe(unservedHeldFrom(dueOn, calendar) <= on);
      }),
    );
  });

  test('is told by the earliest delivery', () => {
    expect(servedOn([])).toBeNull();
    expect(
      servedOn([
        { way: 'signed-in', on: '2026-10-12' },
        { way: 'phone', on: '2026-10-09' },
      ]),
    ).toBe('2026-10-09');
  });
});

test.each([
  ['long before the due day: from the due day', '2026-12-01', '2026-12-21'],
  ['after the due day: from 5 workdays after it was made', '2026-12-23', '2026-12-30'],
])('a duty made late, %s', (_, createdOn, from) => {
  expect(ladderBaseOf('2026-12-21', createdOn, calendar)).toBe(from);
});
