import type { DisputeState, DisputeSubject } from './dispute.entity';

export class DisputeView {
  id!: number;
  subject!: DisputeSubject;
  /** @example 「任务6 示范区创建」2026年第四季度报告的退回 */
  what!: string;
  dutyId!: number;
  reportId!: number;
  unitId!: number;
  unitName!: string;
  reason!: string;
  state!: DisputeState;
  /** @example 待答复 */
  stateText!: string;
  at!: string;
  answer!: string;
  answeredAt!: string | null;
}
