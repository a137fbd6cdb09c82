import type { Day } from '../../domain/day';
import { ReportView } from '../reports/report.view';

/** What the same unit had accepted for the item before. */
export class PreviousReportView {
  /** @example 2026年第三季度 */
  periodText!: string;
  progress!: string;
  problems!: string;
  nextSteps!: string;
  /** What was asked of this report when that one was accepted; '' for nothing. */
  remark!: string;
}

/** One lead's report that waits for the office. */
export class QueuedReportView {
  dutyId!: number;
  /** The duty's, for If-Match. */
  version!: number;
  unitId!: number;
  unitName!: string;
  /** @example 产业5 纺织 */
  item!: string;
  period!: string;
  periodText!: string;
  round!: number;
  /** 补报: first handed in after the due day. */
  madeUp!: boolean;
  /** The reviewer belongs to this unit: somebody else reviews, if there is anybody. */
  ownUnit!: boolean;
  /** The office's own clock: 5 workdays after the hand-in. */
  reviewDueOn!: Day;
  /** Workdays left until then, negative when it is late. */
  workdaysLeft!: number;
  partsTotal!: number;
  partsReceived!: number;
  /** 配合欠报, by name in 建制顺序. */
  partsMissing!: string[];
  report!: ReportView;
  previous!: PreviousReportView | null;
}

/** One review that came late, or is late now. */
export class LateReviewView {
  dutyId!: number;
  unitName!: string;
  item!: string;
  periodText!: string;
  handedAt!: string;
  reviewDueOn!: Day;
  /** null while it still waits. */
  reviewedAt!: string | null;
  workdaysLate!: number;
}

/** 本办时效: how the office keeps its own 5 workdays. */
export class ReviewClockView {
  waiting!: number;
  waitingLate!: number;
  reviewed!: number;
  reviewedLate!: number;
  late!: LateReviewView[];
}
