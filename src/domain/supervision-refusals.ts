/**
 * Why a case or an urging is refused (domain §6; texts T12), as sentences for refusal-texts.ts: what happened, then
 * what to do.
 *
 * Example: 'case-still-owed' with { owed: 2 } says
 * 这件跟办件还有2项未报,尚未销号。请待报送后销号;确需现在销号的,请勾选“仍有未报”并写明理由。
 */
interface SupervisionRefusalText {
  status: 409 | 422;
  title: string;
  say: (facts: never) => string;
}

export const supervisionRefusals = {
  'case-still-owed': {
    status: 409,
    title: '仍有未报事项',
    say: (f: { owed: number }) =>
      `这件跟办件还有${f.owed}项未报,尚未销号。请待报送后销号;确需现在销号的,请勾选“仍有未报”并写明理由。`,
  },
  'nothing-owed': {
    status: 409,
    title: '没有可催的事项',
    say: () => '所选事项均已报送、已免报或尚在试运行,没有发出催报。请刷新页面查看最新情况。',
  },
  'good-reason-stands': {
    status: 409,
    title: '已认定正当理由',
    say: () => '这件跟办件已认定正当理由,期间不计逾期,无需重复认定。需要恢复计时的,请先解除认定。',
  },
  'no-good-reason': {
    status: 409,
    title: '没有可解除的认定',
    say: () => '这件跟办件没有认定过正当理由,未作改动。请刷新页面查看最新情况。',
  },
  'phone-promise-missing': {
    status: 422,
    title: '请填写承诺日期',
    say: () => '电话结果为“已承诺”的,须填写承诺日期,尚未保存。请补填日期,或改选“已接通”。',
  },
  'case-dispute-pending': {
    status: 409,
    title: '异议待答复',
    say: () => '贵单位对这件跟办件的异议正在等待答复,无需重复提出。如有补充,请联系质强办。',
  },
  'case-dispute-none': {
    status: 409,
    title: '没有待答复的异议',
    say: () => '这件跟办件没有待答复的异议,未作改动。请刷新页面查看最新情况。',
  },
  'case-own-decision': {
    status: 422,
    title: '须由他人答复',
    say: () => '这件跟办件由您经办,异议不能由您答复,未作改动。请由质强办其他人员或负责人答复。',
  },
} satisfies Record<string, SupervisionRefusalText>;
