import type { Day } from '../../domain/day';
import type { ExtensionState } from './extension.entity';

/** One duty of a request. */
export class ExtensionView {
  id!: number;
  dutyId!: number;
  /** @example 任务6 示范区创建 */
  item!: string;
  periodText!: string;
  oldDueOn!: Day;
  /** Asked for; once granted, granted. */
  newDueOn!: Day;
  state!: ExtensionState;
  /** @example 待答复 */
  stateText!: string;
  answer!: string;
  decidedAt!: string | null;
}

/** What a unit asked for at once. */
export class ExtensionRequestView {
  /** For answers to the whole request. */
  key!: string;
  unitId!: number;
  unitName!: string;
  askedAt!: string;
  reason!: string;
  /** Unanswered on this day it goes to the office's head. */
  escalatesOn!: Day;
  /** Duties that still wait for an answer. */
  pending!: number;
  rows!: ExtensionView[];
}
