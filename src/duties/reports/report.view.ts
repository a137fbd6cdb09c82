import type { Day } from '../../domain/day';
import type { ReturnReason } from '../reviews/review-reasons';
import type { ReportKind, ReportState, ReportVia } from './report.entity';
import type { Verdict } from '../reviews/review.entity';

export class ReviewView {
  id!: number;
  verdict!: Verdict;
  /** @example 退回 */
  verdictText!: string;
  remark!: string;
  reasons!: ReturnReason[];
  fixBy!: Day | null;
  /** 本单位自审: nobody else could. */
  selfReview!: boolean;
  at!: string;
  by!: string;
  /** When an objection to it was upheld. */
  revokedAt!: string | null;
}

export class DigestView {
  text!: string;
  /** For If-Match; 0 while there is none. */
  version!: number;
}

/** One revision as it was handed in. */
export class ReportView {
  id!: number;
  dutyId!: number;
  revision!: number;
  kind!: ReportKind;
  state!: ReportState;
  /** @example 现行 */
  stateText!: string;
  progress!: string;
  problems!: string;
  nextSteps!: string;
  yearSummary!: string;
  remark!: string;
  /** 数据截至 */
  dataAsOf!: Day | null;
  /** Names of the units whose part was missing, in 建制顺序. */
  missingUnits!: string[];
  handedAt!: string;
  via!: ReportVia;
  /** 代录: the day the paper or the call came. */
  receivedOn!: Day | null;
  by!: string;
  signer!: string;
  signerPost!: string;
  signedOn!: Day | null;
  /** When the office began to read it. */
  readAt!: string | null;
  digest!: DigestView;
  reviews!: ReviewView[];
}

export const reportStateTexts: Record<ReportState, string> = {
  standing: '现行',
  superseded: '已被新稿替代',
  returned: '已退回',
  withdrawn: '已撤回',
};

export const verdictTexts: Record<Verdict, string> = {
  accept: '通过',
  return: '退回',
  'send-back': '请补充',
};
