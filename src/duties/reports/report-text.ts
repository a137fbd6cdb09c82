import { identityWarnings } from '../../domain/secrecy';

/** The boxes of a report; an empty box is ''. */
export interface ReportText {
  /** 本期新进展; of a nil report the one sentence that explains it. */
  progress: string;
  problems: string;
  nextSteps: string;
  /** 全年总结, in the year's last period. */
  yearSummary: string;
  remark: string;
}

const BOXES: Record<keyof ReportText, string> = {
  progress: '进展情况',
  problems: '存在问题',
  nextSteps: '下一步安排',
  yearSummary: '全年总结',
  remark: '说明',
};

/** What the writer should think over; the report is stored all the same. */
export function warningsAbout(text: ReportText): string[] {
  return identityWarnings(
    Object.fromEntries(Object.entries(BOXES).map(([box, name]) => [name, text[box as keyof ReportText]])),
  );
}
