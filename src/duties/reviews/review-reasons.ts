/** Why a report is returned, point by point: a unit mends what it can see. */
export const REASON_CODES = [
  'missing-data',
  'vague',
  'off-topic',
  'inconsistent',
  'format',
  'other',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

export const reasonTexts: Record<ReasonCode, string> = {
  'missing-data': '缺少数据',
  vague: '内容笼统',
  'off-topic': '与事项不符',
  inconsistent: '前后不一致',
  format: '格式不符',
  other: '其他',
};

export const REASON_FIELDS = [
  'progress',
  'problems',
  'nextSteps',
  'yearSummary',
  'figures',
  'whole',
] as const;
export type ReasonField = (typeof REASON_FIELDS)[number];

const fieldTexts: Record<ReasonField, string> = {
  progress: '进展情况',
  problems: '存在问题',
  nextSteps: '下一步安排',
  yearSummary: '全年总结',
  figures: '指标',
  whole: '全文',
};

export interface ReturnReason {
  code: ReasonCode;
  field: ReasonField;
  note: string;
}

/** 1.缺少数据(指标):认证新增家数未填;2.内容笼统(进展情况)。 */
export function sayReasons(reasons: readonly ReturnReason[], note = ''): string {
  const said = reasons.map(
    ({ code, field, note: what }, n) =>
      `${n + 1}.${reasonTexts[code]}(${fieldTexts[field]})${what && `:${what}`}`,
  );
  return [...said, ...(note ? [note] : [])].join(';');
}
