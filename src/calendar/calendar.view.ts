export class CalendarYearView {
  year!: number;
  /** Of the whole calendar; goes back in If-Match. */
  version!: number;
  /** @example '2026-12-31' */
  coveredThrough!: string;
  confirmedThrough!: string | null;
  /** The whole year is covered by notices. */
  known!: boolean;
  workdays!: number;
  /** Empty while no notice of the year was loaded. */
  notice!: string;
  rest!: string[];
  work!: string[];
  /** From 1 November on, while next year's notice is not loaded, and for as long as it is not (待办: 录入放假安排). */
  nextYearMissing!: boolean;
}

export class NoticeDoubtView {
  line!: number;
  text!: string;
  why!: string;
}

/** What was read from a pasted notice; nothing is stored. */
export class NoticeReadingView {
  year!: number | null;
  number!: string | null;
  rest!: string[];
  work!: string[];
  doubts!: NoticeDoubtView[];
}

export class CalendarEffectView {
  what!: string;
  count!: number;
  before!: string;
  after!: string;
}
