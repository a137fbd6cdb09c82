/**
 * The office's own numbers of the rules: the plan sets none (domain preamble). The settings read from
 * seeds/ladder.yaml satisfy `Terms` by their shape; a rule that is given none uses the office's defaults.
 *
 * Example: a report returned on Fri 2026-12-25 without a fix-by day is owed again fixWorkdays = 3 workdays later, on
 * Wed 2026-12-30.
 */
export interface Terms {
  acknowledgeWorkdays: number;
  reviewWorkdays: number;
  fixWorkdays: number;
  objectionWorkdays: number;
  extensionAnswerWorkdays: number;
  extensionsAtMost: number;
  servedBeforeDueWorkdays: number;
  servedGraceWorkdays: number;
  openedLateGraceWorkdays: number;
  promiseAtMostWorkdays: number;
  promisesAtMost: number;
}

export const defaultTerms: Terms = {
  acknowledgeWorkdays: 3,
  reviewWorkdays: 5,
  fixWorkdays: 3,
  objectionWorkdays: 5,
  extensionAnswerWorkdays: 3,
  extensionsAtMost: 2,
  servedBeforeDueWorkdays: 5,
  servedGraceWorkdays: 5,
  openedLateGraceWorkdays: 5,
  promiseAtMostWorkdays: 20,
  promisesAtMost: 2,
};
