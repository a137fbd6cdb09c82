import { HandedInView } from './hand-in.view';

export class ReportBatchView {
  handedIn!: HandedInView[];
}

export class LeftDutyView {
  dutyId!: number;
  /** @example nil-needs-sentence */
  code!: string;
  /** What stands in the way and what to do. */
  message!: string;
}

/** 其余均无新进展: what was handed in, and what has to be written by hand. */
export class NilBatchView {
  handedIn!: HandedInView[];
  left!: LeftDutyView[];
}
