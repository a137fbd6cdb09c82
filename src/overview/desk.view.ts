import { LightView } from '../duties/lists/duty.view';

export class DeskReviewView {
  count!: number;
  /** When the oldest one came in; null when nothing waits. */
  oldestHandedAt!: string | null;
  /** Of the 5 workdays; negative when the office is late itself. */
  workdaysLeft!: number | null;
}

export class DeskOverdueView {
  dutyId!: number;
  unit!: string;
  /** @example 产业5 纺织 */
  item!: string;
  role!: 'lead' | 'support';
  periodText!: string;
  since!: string;
  light!: LightView;
}

export class DeskTrialView {
  scheduleId!: number;
  name!: string;
}

/** 工作台: what the office has to do today, each as one line. */
export class DeskView {
  /** Schedules nobody has released yet. */
  trial!: DeskTrialView[];
  toReview!: DeskReviewView;
  extensionsPending!: number;
  /** 异议 and 不涉及 that wait for a decision. */
  objectionsPending!: number;
  /** Of these, how many wait longer than the office's workdays for an answer. */
  objectionsLate!: number;
  /** 异议 to reviews, entries on behalf and cases. */
  disputesPending!: number;
  disputesLate!: number;
  /** From 1 November, while next year's holidays are not loaded. */
  calendarMissing!: boolean;
  /** 全称待核实 */
  namesToConfirm!: number;
  /** 按首位推定: leads nobody has confirmed yet. */
  leadsToConfirm!: number;
  /** Names in 建制顺序. */
  unserved!: string[];
  withoutContact!: string[];
  overdueTotal!: number;
  /** Leads first, the longest overdue first; at most 50. */
  overdue!: DeskOverdueView[];
  /** Not handed in and due within the next 5 workdays. */
  dueSoon!: number;
}
