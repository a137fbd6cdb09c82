import {
  type DutyAction,
  dutyMoves,
  type DutyState,
  dutyWords,
  nextState,
  type Role,
} from '../../src/domain/duty-state';
import type { Actor } from '../../src/domain/legal-table';
import { isRefusal, sayRefusal } from '../../src/domain/refusal';

const states = Object.keys(dutyWords.states) as DutyState[];
const actions = Object.keys(dutyWords.actions) as DutyAction[];
const actors: Actor[] = ['unit', 'lead', 'office', 'system'];
const at = (role: Role, state: DutyState, round = 1) => ({ role, state, round });

describe('the legal table of a duty', () => {
  test("leads a lead's report through submit, return, submit again and accept, and refuses to accept what is open", () => {
    expect(nextState(at('lead', 'open'), 'submit', 'unit')).toBe('submitted');
    expect(nextState(at('lead', 'submitted'), 'return', 'office')).toBe('returned');
    expect(nextState(at('lead', 'returned', 2), 'submit', 'unit')).toBe('submitted');
    expect(nextState(at('lead', 'submitted', 2), 'accept', 'office')).toBe('accepted');
    expect(nextState(at('lead', 'open'), 'accept', 'office')).toMatchObject({ code: 'wrong-state' });
  });

  test.each([
    [
      "a supporter's part stands as soon as it is handed in",
      at('support', 'open'),
      'submit',
      'unit',
      'accepted',
    ],
    ['a part is sent back by its lead', at('support', 'accepted'), 'send-back', 'lead', 'returned'],
    ['silence of a supporter may count as nil', at('support', 'open'), 'count-as-nil', 'system', 'accepted'],
    ['a withdrawn first report is owed as before', at('lead', 'submitted'), 'withdraw', 'unit', 'open'],
    ['a withdrawn rework is owed as rework', at('lead', 'submitted', 2), 'withdraw', 'unit', 'returned'],
    ['a withdrawn part is owed as before', at('support', 'accepted'), 'withdraw', 'unit', 'open'],
    ['the office may enter a report on behalf', at('lead', 'open'), 'submit', 'office', 'submitted'],
    [
      'an upheld objection undoes a return',
      at('lead', 'returned', 2),
      'revoke-return',
      'office',
      'submitted',
    ],
  ] as const)('%s', (_, duty, action, actor, next) => {
    expect(nextState(duty, action, actor)).toBe(next);
  });

  test.each([
    ['the office reviews no part', at('support', 'accepted'), 'return', 'office', 'wrong-state'],
    ['the office reopens no part', at('support', 'accepted'), 'reopen', 'office', 'wrong-state'],
    ["a lead's silence never counts as nil", at('lead', 'open'), 'count-as-nil', 'system', 'wrong-state'],
    ['a unit accepts nothing itself', at('lead', 'submitted'), 'accept', 'unit', 'not-your-step'],
    ['a timer never waives', at('lead', 'open'), 'waive', 'system', 'not-your-step'],
    ['what is waived stays waived', at('lead', 'waived'), 'submit', 'unit', 'wrong-state'],
  ] as const)('%s', (_, duty, action, actor, code) => {
    expect(nextState(duty, action, actor)).toMatchObject({ refused: true, code });
  });

  test('says whose step it is', () => {
    const no = nextState(at('lead', 'submitted'), 'accept', 'unit');
    expect(isRefusal(no) && sayRefusal(no).detail).toBe('「通过」应由质强办办理,未作改动。请联系质强办。');
  });

  test.each(['lead', 'support'] as const)('every state but submitted of a part is reachable: %s', (role) => {
    const reached = new Set<DutyState>(['open']);
    for (let before = 0; before !== reached.size;) {
      before = reached.size;
      for (const move of dutyMoves) {
        if (move.role === role && move.from.some((state) => reached.has(state))) reached.add(move.to);
      }
    }
    expect([...reached].sort()).toEqual(states.filter((s) => role === 'lead' || s !== 'submitted').sort());
  });

  test('refuses every pair that no row names, whoever asks', () => {
    for (const role of ['lead', 'support'] as const) {
      for (const state of states) {
        for (const action of actions) {
          if (dutyMoves.some((m) => m.role === role && m.action === action && m.from.includes(state)))
            continue;
          for (const actor of actors) {
            expect(nextState(at(role, state), action, actor)).toMatchObject({ code: 'wrong-state' });
          }
        }
      }
    }
  });

  test('no two rows answer the same question', () => {
    const questions = dutyMoves.flatMap((m) =>
      m.from.map((from) => [m.role, m.action, from, m.round].join()),
    );
    expect(new Set(questions).size).toBe(questions.length);
  });
});
