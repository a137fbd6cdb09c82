/**
 * Every matter that has states (duty §5, case §6, acknowledgement §4) has one legal table, written as data:
 * what is not in the table is refused (domain §5 "by one legal table").
 *
 * Example: with the only row { action: 'accept', from: ['submitted'], to: 'accepted', by: ['office'] } the office
 * may accept what was submitted; a unit is answered not-your-step, and accepting what is open is wrong-state.
 */
import { type Refusal, refuse } from './refusal';

/** unit: who owes; lead: the leading unit toward a part; office: 质强办; system: a timer or another rule. */
export type Actor = 'unit' | 'lead' | 'office' | 'system';

export interface Move<State extends string, Action extends string> {
  action: Action;
  from: readonly State[];
  to: State;
  by: readonly Actor[];
}

export interface LegalWords<State extends string, Action extends string> {
  states: Record<State, string>;
  actions: Record<Action, string>;
}

const actorWords: Record<Actor, string> = {
  unit: '责任单位',
  lead: '牵头单位',
  office: '质强办',
  system: '系统',
};

/** The state after the action, or 409 wrong-state, or 403 not-your-step when only the actor is wrong. */
export function nextByTable<State extends string, Action extends string>(
  moves: readonly Move<State, Action>[],
  words: LegalWords<State, Action>,
  state: State,
  action: Action,
  actor: Actor,
): State | Refusal {
  const possible = moves.filter((move) => move.action === action && move.from.includes(state));
  const legal = possible.find((move) => move.by.includes(actor));
  if (legal) return legal.to;
  if (possible.length === 0) {
    return refuse('wrong-state', { state: words.states[state], action: words.actions[action] });
  }
  const by = [...new Set(possible.flatMap((move) => move.by))].map((one) => actorWords[one]).join('或');
  return refuse('not-your-step', { action: words.actions[action], by });
}
