/**
 * Why a report, a review or an objection is refused (domain §5, §9; texts T12), as sentences for refusal-texts.ts:
 * what happened, then what to do.
 *
 * Example: 'part-not-missing' with { unit: 'slj' } says
 * “slj”不在本期欠报名单中(已交材料,或不是本项配合单位),尚未报送。请核对名单。
 */
import { type Day, sayDay } from './day';

interface ReportRefusalText {
  status: 409 | 412 | 422;
  title: string;
  say: (facts: never) => string;
}

export const reportRefusals = {
  'progress-missing': {
    status: 422,
    title: '请填写进展',
    say: () => '「进展情况」还没有填写,尚未报送。请写明本期新进展;确无新进展的,请改报“无新进展”。',
  },
  'no-year-summary': {
    status: 422,
    title: '本期不填全年总结',
    say: () => '「全年总结」只随当年最后一期的牵头报告填写,尚未保存。请把内容移到其他栏目,或清空后再报。',
  },
  'sign-off-missing': {
    status: 422,
    title: '请填写审签人',
    say: () => '本项报送须经审签,尚未报送。请填写审签人、职务和审签日期后再报。',
  },
  'signed-in-future': {
    status: 422,
    title: '审签日期有误',
    say: (f: { signedOn: Day }) => `审签日期${sayDay(f.signedOn)}还没有到,尚未报送。请核对审签日期。`,
  },
  'part-not-missing': {
    status: 422,
    title: '欠报名单有误',
    say: (f: { unit: string }) =>
      `“${f.unit}”不在本期欠报名单中(已交材料,或不是本项配合单位),尚未报送。请核对名单。`,
  },
  'rows-refused': {
    status: 422,
    title: '有事项不能办理',
    say: (f: { failed: number; total: number }) =>
      `${f.total}项中有${f.failed}项不能办理,全部尚未办理,您的内容未丢失。请按各项提示更正,或去掉这些项后再提交。`,
  },
  'draft-changed': {
    status: 412,
    title: '草稿已有更新',
    say: (f: { by: string; time: string }) =>
      `这份草稿刚由${f.by}(${f.time})修改。您写的内容仍在,请与最新内容对照,选用或合并后再保存。`,
  },
  'collective-lead': {
    status: 409,
    title: '集体牵头事项',
    say: () => '这项由各牵头单位共同牵头,配合材料不由其中一家退请补充。如需补充,请联系质强办。',
  },
  'dispute-too-late': {
    status: 422,
    title: '已过异议期限',
    say: (f: { lastOn: Day }) =>
      `提出异议的期限是${sayDay(f.lastOn)},现已不能提出。如确有错误,请联系质强办重新打开。`,
  },
  'dispute-pending': {
    status: 409,
    title: '异议待答复',
    say: () => '对这件事的异议已经提出,正在等待答复。请等待答复,无需重复提出。',
  },
  'own-decision': {
    status: 422,
    title: '须由他人答复',
    say: () => '这是您本人作出的决定,异议须由另一负责人核实,未作改动。请转其他负责人答复。',
  },
} satisfies Record<string, ReportRefusalText>;
