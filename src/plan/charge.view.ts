import type { AckState } from '../domain/charge-state';
import type { Role } from '../domain/duty-state';

/** One unit's responsibility in one item. */
export class ChargeView {
  id!: number;
  itemId!: number;
  /** @example 'task-6' */
  itemCode!: string;
  /** @example '任务6' */
  itemLabel!: string;
  itemShortName!: string;
  itemTitle!: string;
  unitId!: number;
  unitName!: string;
  role!: Role;
  /** As the plan prints it, 各县〔市、区〕政府 too; null where a person gave the charge later. */
  printedName!: string | null;
  /** 并入: printed names that reach the same unit and gave way to this charge. */
  merged!: string[];
  since!: string;
  /** The first day that no longer counts. */
  until!: string | null;
  ackState!: AckState;
  ackedAt!: string | null;
  /** To be signed by this day; null until the unit was served for a released schedule that asks for this charge. */
  acknowledgeBy!: string | null;
  objection!: string;
  objectedAt!: string | null;
  /** The office decides by this day; null while nothing waits. */
  decideBy!: string | null;
  decision!: string;
  decidedAt!: string | null;
  notInvolvedUntil!: string | null;
  internalHandler!: string;
  /** Goes back in If-Match. */
  version!: number;
}

export class AcknowledgedView {
  /** How many charges were signed by this click. */
  count!: number;
}
