import type { ReportKind } from './report.entity';

export class DraftView {
  dutyId!: number;
  kind!: ReportKind;
  progress!: string;
  problems!: string;
  nextSteps!: string;
  /** While there is no draft, what the year's earlier reports said; only in a lead's report that ends the year. */
  yearSummary!: string;
  remark!: string;
  /** For If-Match; 0 while there is none. */
  version!: number;
  savedAt!: string | null;
  by!: string | null;
  /** Identity numbers and the like. */
  warnings!: string[];
}
