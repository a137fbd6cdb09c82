import type { Day } from '../../domain/day';
import { DutyView } from './duty.view';

export class ClockView {
  /** Null: nothing has started it. */
  dueOn!: Day | null;
  /** Null: it runs still. */
  at!: string | null;
  lateWorkdays!: number;
}

export class ReportClockView {
  dueOn!: Day;
  firstHandedAt!: string | null;
  /** Null while nothing was handed in and the due day is not over. */
  onTime!: boolean | null;
  lateWorkdays!: number;
  /** Whether it enters rates. */
  scored!: boolean;
}

export class ReworkClockView {
  round!: number;
  /** Null: of a reopened report whose next round has begun, the day is not kept. */
  fixBy!: Day | null;
  handedAt!: string | null;
  lateWorkdays!: number;
}

/** Scored apart: what is late on one is not late on another. */
export class DutyClocksView {
  /** 签收 */
  acknowledgement!: ClockView;
  /** 报送: stops at the first hand-in. */
  report!: ReportClockView;
  /** 整改, by round. */
  rework!: ReworkClockView[];
  /** 审核, the office's own; nothing starts it for a part. */
  review!: ClockView;
}

export class DutyDetail extends DutyView {
  clocks!: DutyClocksView;
}
