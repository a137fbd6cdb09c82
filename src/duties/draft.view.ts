import type { ReportKind } from './report.entity';

export class DraftView {
  dutyId!: number;
  kind!: ReportKind;
  progress!: string;
  problems!: string;
  nextSteps!: string;
  yearSummary!: string;
  remark!: string;
  /** For If-Match; 0 while there is none. */
  version!: number;
  savedAt!: string | null;
  by!: string | null;
  /** Identity numbers and the like. */
  warnings!: string[];
}
