import { PastValueView } from '../audit/past-value.view';

/** Workdays after the owed day on which each step is taken. */
export class LadderStepsView {
  lead!: number[];
  support!: number[];
}

/** 催办时限: the office's own numbers, for the plan sets none. */
export class LadderView {
  steps!: LadderStepsView;
  /** Workdays before the owed day; 0 is the day itself. */
  reminders!: number[];
  /** @example '09:00' */
  sendAt!: string;
  acknowledgeWorkdays!: number;
  reviewWorkdays!: number;
  fixWorkdays!: number;
  objectionWorkdays!: number;
  extensionAnswerWorkdays!: number;
  extensionsAtMost!: number;
  servedBeforeDueWorkdays!: number;
  servedGraceWorkdays!: number;
  openedLateGraceWorkdays!: number;
  promiseAtMostWorkdays!: number;
  promisesAtMost!: number;
  /** Goes back in If-Match. */
  version!: number;
  /** 更正记录, the newest first; a number that a person changed is not overwritten by seeds/ladder.yaml. */
  corrections!: PastValueView[];
}

/** 联系人: the sentence with which the messages to the units end. */
export class OfficeContactView {
  /** @example '联系人张三,电话0792-8500000。' */
  contact!: string;
  /** Goes back in If-Match. */
  version!: number;
  /** 更正记录, the newest first. */
  corrections!: PastValueView[];
}
