/**
 * THE legal table of a duty (domain §5). A lead's report goes open → submitted → accepted or returned, reviewed by
 * the office; a supporter's part stands as soon as it is handed in, and its lead may send it back.
 *
 * Example: 任务6, lead: submit makes open → submitted, return makes submitted → returned, submit again →
 * submitted, accept → accepted; accepting what is still open is refused.
 */
import { type Actor, type LegalWords, type Move, nextByTable } from './legal-table';
import type { Refusal } from './refusal';

export type Role = 'lead' | 'support';

export type DutyState = 'open' | 'submitted' | 'accepted' | 'returned' | 'waived';

export type DutyAction =
  | 'submit'
  | 'withdraw'
  | 'accept'
  | 'return'
  | 'send-back'
  | 'revoke-return'
  | 'reopen'
  | 'correct'
  | 'count-as-nil'
  | 'waive'
  | 'recall';

export interface DutyMove extends Move<DutyState, DutyAction> {
  role: Role;
  /** A withdrawal owes again what was owed: the report in the first round, the rework later. */
  round?: 'first' | 'later';
}

export const dutyMoves: readonly DutyMove[] = [
  {
    role: 'lead',
    action: 'submit',
    from: ['open', 'returned', 'submitted'],
    to: 'submitted',
    by: ['unit', 'office'],
  },
  { role: 'lead', action: 'withdraw', from: ['submitted'], to: 'open', by: ['unit'], round: 'first' },
  { role: 'lead', action: 'withdraw', from: ['submitted'], to: 'returned', by: ['unit'], round: 'later' },
  { role: 'lead', action: 'accept', from: ['submitted'], to: 'accepted', by: ['office'] },
  { role: 'lead', action: 'return', from: ['submitted'], to: 'returned', by: ['office'] },
  { role: 'lead', action: 'revoke-return', from: ['returned'], to: 'submitted', by: ['office'] },
  { role: 'lead', action: 'reopen', from: ['accepted'], to: 'returned', by: ['office'] },
  { role: 'lead', action: 'correct', from: ['accepted'], to: 'returned', by: ['unit'] },
  { role: 'lead', action: 'waive', from: ['open', 'submitted', 'returned'], to: 'waived', by: ['office'] },
  { role: 'lead', action: 'recall', from: ['open'], to: 'waived', by: ['office'] },
  {
    role: 'support',
    action: 'submit',
    from: ['open', 'returned', 'accepted'],
    to: 'accepted',
    by: ['unit', 'office'],
  },
  { role: 'support', action: 'withdraw', from: ['accepted'], to: 'open', by: ['unit'], round: 'first' },
  { role: 'support', action: 'withdraw', from: ['accepted'], to: 'returned', by: ['unit'], round: 'later' },
  { role: 'support', action: 'send-back', from: ['accepted'], to: 'returned', by: ['lead'] },
  { role: 'support', action: 'revoke-return', from: ['returned'], to: 'accepted', by: ['office'] },
  { role: 'support', action: 'correct', from: ['accepted'], to: 'returned', by: ['unit'] },
  { role: 'support', action: 'count-as-nil', from: ['open'], to: 'accepted', by: ['system'] },
  { role: 'support', action: 'waive', from: ['open', 'returned'], to: 'waived', by: ['office'] },
  { role: 'support', action: 'recall', from: ['open'], to: 'waived', by: ['office'] },
];

export const dutyWords: LegalWords<DutyState, DutyAction> = {
  states: { open: '待报送', submitted: '待审核', accepted: '已通过', returned: '已退回', waived: '已免报' },
  actions: {
    submit: '报送',
    withdraw: '撤回',
    accept: '通过',
    return: '退回',
    'send-back': '请补充',
    'revoke-return': '撤销退回',
    reopen: '重新打开',
    correct: '更正',
    'count-as-nil': '期满未报视为无新进展',
    waive: '免报',
    recall: '收回',
  },
};

/** The duty's state after the action, or the refusal of the legal table. */
export function nextState(
  duty: { role: Role; state: DutyState; round: number },
  action: DutyAction,
  actor: Actor,
): DutyState | Refusal {
  const round = duty.round === 1 ? 'first' : 'later';
  const moves = dutyMoves.filter((move) => move.role === duty.role && (move.round ?? round) === round);
  return nextByTable(moves, dutyWords, duty.state, action, actor);
}
