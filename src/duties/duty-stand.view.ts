import type { Day } from '../domain/day';
import type { DutyChanges } from '../domain/duty';
import type { DutyState } from '../domain/duty-state';
import type { DutyRow } from './duty-facts';
import { sayDutyState } from './lists/duty.view';

/** How a duty stands after a person's act on it. */
export class DutyStandView {
  dutyId!: number;
  state!: DutyState;
  /** @example 已退回 */
  stateText!: string;
  /** For the next If-Match. */
  version!: number;
  round!: number;
  dueOn!: Day;
  /** The due day while open, the fix-by day while returned. @example 2026-12-30 */
  owedOn!: Day | null;
  firstHandedAt!: string | null;
}

export function toDutyStandView(before: DutyRow, changes: DutyChanges): DutyStandView {
  const duty = { ...before, ...changes };
  return {
    dutyId: duty.id,
    state: duty.state,
    stateText: sayDutyState(duty.role, duty.state),
    version: before.version + 1,
    round: duty.round,
    dueOn: duty.dueOn,
    owedOn: duty.owedOn,
    firstHandedAt: duty.firstHandedAt?.toISOString() ?? null,
  };
}
