import fc from 'fast-check';
import {
  type AssignmentFacts,
  chargesOverTime,
  expandAssignments,
  givingWay,
  type MembershipFacts,
} from '../../src/domain/charge-rules';
import {
  acknowledgeBy,
  type AckState,
  type ChargeAction,
  chargeMoves,
  chargeWords,
  holdsLadder,
  isNotInvolved,
  nextAckState,
  objectionDecidedBy,
} from '../../src/domain/charge-state';
import { calendar } from './calendar-of-record';

const COUNTIES = 1;
const XIUSHUI = 11;
const WUNING = 12;
const SHIJIANJU = 20;
const members: MembershipFacts[] = [
  { collectiveId: COUNTIES, unitId: XIUSHUI, since: '2019-12-25', until: null },
  { collectiveId: COUNTIES, unitId: WUNING, since: '2019-12-25', until: '2026-12-01' },
];
let lastId = 0;
const printed = (facts: Partial<AssignmentFacts>): AssignmentFacts => {
  lastId += 1;
  return { id: lastId, itemId: 6, n: lastId, role: 'support', unitId: null, collectiveId: null, ...facts };
};

describe('a charge', () => {
  test('of a county that leads through the collective takes in its own printed support', () => {
    const lead = printed({ role: 'lead', collectiveId: COUNTIES });
    const named = printed({ unitId: XIUSHUI });
    const { charges, merged } = expandAssignments([lead, named], members, '2026-10-01');
    expect(charges.map(({ unitId, role }) => [unitId, role])).toEqual([
      [XIUSHUI, 'lead'],
      [WUNING, 'lead'],
    ]);
    expect(merged).toEqual([
      { itemId: 6, unitId: XIUSHUI, role: 'support', assignmentId: named.id, into: lead.id },
    ]);
  });

  test('of a unit named and in the collective in one role comes from its own name', () => {
    const all = printed({ collectiveId: COUNTIES });
    const named = printed({ unitId: XIUSHUI });
    const { charges, merged } = expandAssignments([all, named], members, '2026-10-01');
    expect(charges.find(({ unitId }) => unitId === XIUSHUI)?.assignmentId).toBe(named.id);
    expect(merged).toMatchObject([{ assignmentId: all.id, into: named.id }]);
  });

  test('of a unit printed twice comes from the earlier name', () => {
    const twice = [printed({ unitId: SHIJIANJU }), printed({ unitId: SHIJIANJU })];
    const { charges } = expandAssignments([...twice].reverse(), [], '2026-10-01');
    expect(charges.map(({ assignmentId }) => assignmentId)).toEqual([twice[0]?.id]);
  });

  test.each([
    ['before it joins', '2019-12-24', []],
    ['from the day it joins', '2019-12-25', [XIUSHUI, WUNING]],
    ['to the day before it leaves', '2026-11-30', [XIUSHUI, WUNING]],
    ['no longer on the day it leaves', '2026-12-01', [XIUSHUI]],
  ])('reaches a member %s', (_, on, units) => {
    const { charges } = expandAssignments([printed({ collectiveId: COUNTIES })], members, on);
    expect(charges.map(({ unitId }) => unitId)).toEqual(units);
  });

  test('is one per item and unit, and nothing that was printed is lost', () => {
    const assignment = fc.record({
      itemId: fc.integer({ min: 1, max: 3 }),
      role: fc.constantFrom('lead' as const, 'support' as const),
      unit: fc.option(fc.integer({ min: 10, max: 13 })),
    });
    fc.assert(
      fc.property(fc.array(assignment, { maxLength: 20 }), (drawn) => {
        const list = drawn.map(({ itemId, role, unit }) =>
          printed({ itemId, role, unitId: unit, collectiveId: unit === null ? COUNTIES : null }),
        );
        const { charges, merged } = expandAssignments(list, members, '2026-10-01');
        const keys = charges.map(({ itemId, unitId }) => `${itemId}/${unitId}`);
        expect(new Set(keys).size).toBe(keys.length);
        const reached = drawn.reduce((sum, { unit }) => sum + (unit === null ? 2 : 1), 0);
        expect(charges.length + merged.length).toBe(reached);
        for (const charge of charges.filter(({ role }) => role === 'support')) {
          const same = merged.filter(
            ({ itemId, unitId }) => itemId === charge.itemId && unitId === charge.unitId,
          );
          expect(same.some(({ role }) => role === 'lead')).toBe(false);
        }
      }),
    );
  });
});

describe('签收', () => {
  test('is due 3 workdays after the unit was served, an objection is decided within 5', () => {
    expect(acknowledgeBy('2026-12-14', calendar)).toBe('2026-12-17');
    expect(objectionDecidedBy('2026-12-15', calendar)).toBe('2026-12-22');
  });

  test.each([
    ['handing in counts as 签收', 'pending', 'acknowledge', 'system', 'acknowledged'],
    ['a unit may object after it signed', 'acknowledged', 'object', 'unit', 'objected'],
    ['an upheld objection ends the charge', 'objected', 'uphold', 'office', 'ended'],
    ['a refused one leaves it signed', 'objected', 'refuse', 'office', 'acknowledged'],
    ['the office finds 不涉及', 'not-involved-asked', 'find-not-involved', 'office', 'not-involved'],
    ['its date or a plan change asks the unit anew', 'not-involved', 'involve-again', 'system', 'pending'],
  ] as const)('%s', (_, state, action, actor, next) => {
    expect(nextAckState(state, action, actor)).toBe(next);
  });

  test.each([
    ['the office does not sign away an objection', 'objected', 'acknowledge', 'office', 'wrong-state'],
    ['a unit does not decide its own objection', 'objected', 'uphold', 'unit', 'not-your-step'],
    ['不涉及 is found only when it was asked', 'pending', 'find-not-involved', 'office', 'wrong-state'],
    ['what has ended stays ended', 'ended', 'acknowledge', 'unit', 'wrong-state'],
  ] as const)('%s', (_, state, action, actor, code) => {
    expect(nextAckState(state, action, actor)).toMatchObject({ code });
  });

  test('its table reaches every state and every action', () => {
    const states = Object.keys(chargeWords.states) as AckState[];
    const actions = Object.keys(chargeWords.actions) as ChargeAction[];
    expect(new Set(['pending', ...chargeMoves.map(({ to }) => to)])).toEqual(new Set(states));
    expect(new Set(chargeMoves.map(({ action }) => action))).toEqual(new Set(actions));
  });

  test('only a question that waits for its answer holds the ladder', () => {
    const holding = (Object.keys(chargeWords.states) as AckState[]).filter(holdsLadder);
    expect(holding).toEqual(['objected', 'not-involved-asked']);
  });

  test.each([
    ['through its date', '2026-12-31', '2026-12-31', true],
    ['not after it', '2026-12-31', '2027-01-01', false],
    ['without a date, till the plan changes', null, '2030-01-01', true],
  ])('不涉及 holds %s', (_, until, today, holds) => {
    expect(isNotInvolved('not-involved', until, today)).toBe(holds);
  });
});

describe('charges over time', () => {
  const FROM = '2019-12-25';

  test('begin and end with a membership, and what gave way stands again', () => {
    const lead = printed({ role: 'lead', collectiveId: COUNTIES });
    const named = printed({ unitId: SHIJIANJU });
    const member = { collectiveId: COUNTIES, unitId: SHIJIANJU, since: '2027-01-01', until: '2028-01-01' };
    const charges = chargesOverTime([lead, named], [member], FROM);
    expect(charges.map(({ role, since, until }) => [role, since, until])).toEqual([
      ['support', FROM, '2027-01-01'],
      ['lead', '2027-01-01', '2028-01-01'],
      ['support', '2028-01-01', null],
    ]);
  });

  test('are on any day those that the rule gives for that day', () => {
    const day = fc.integer({ min: 2018, max: 2030 }).map((year) => `${year}-06-01`);
    const membership = fc.record({
      collectiveId: fc.constant(COUNTIES),
      unitId: fc.integer({ min: 10, max: 13 }),
      since: day,
      until: fc.option(day),
    });
    const assignment = fc.record({
      role: fc.constantFrom('lead' as const, 'support' as const),
      unit: fc.option(fc.integer({ min: 10, max: 13 })),
    });
    fc.assert(
      fc.property(
        fc.array(membership, { maxLength: 6 }),
        fc.array(assignment, { maxLength: 6 }),
        day.filter((on) => on > FROM),
        (dated, names, on) => {
          const list = names.map(({ role, unit }) =>
            printed({ role, unitId: unit, collectiveId: unit === null ? COUNTIES : null }),
          );
          const then = chargesOverTime(list, dated, FROM)
            .filter(({ since, until }) => since <= on && (until === null || until > on))
            .map(({ since: _since, until: _until, ...charge }) => charge);
          const ruled = expandAssignments(list, dated, on).charges;
          expect(new Set(then.map((one) => JSON.stringify(one)))).toEqual(
            new Set(ruled.map((one) => JSON.stringify(one))),
          );
          expect(then).toHaveLength(ruled.length);
        },
      ),
    );
  });

  test.each([
    ['the lead goes on', { role: 'support', direct: true }, { role: 'lead', direct: false }, 'first'],
    ['the direct one goes on', { role: 'lead', direct: false }, { role: 'lead', direct: true }, 'first'],
    ['of equals the first goes on', { role: 'lead', direct: true }, { role: 'lead', direct: true }, 'second'],
  ] as const)('of units that became one: %s', (_, first, second, gives) => {
    const held = [
      { itemId: 6, who: 'first', ...first },
      { itemId: 6, who: 'second', ...second },
      { itemId: 7, who: 'alone', ...first },
    ];
    expect(givingWay(held).map(({ who }) => who)).toEqual([gives]);
  });
});
