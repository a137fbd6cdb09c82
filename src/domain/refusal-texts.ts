/**
 * The sentences of all refusals, in one table: what happened, then what to do (texts T12).
 * 404 not there or not yours to see · 403 another's step · 409 the matter stands elsewhere · 412 somebody was
 * faster · 428 no version sent · 422 a rule of the office says no. A new rule adds its code here and nowhere else.
 *
 * Example: 'third-nil-needs-sentence' with { nilRun: 2 } says
 * 本项已连续2期无新进展,请用一句话说明原因(如“待省级批复”),可同时用于其余事项。
 */
import { accountRefusals } from './account-refusals';
import { scheduleRefusals } from './schedule-refusals';
import { supervisionRefusals } from './supervision-refusals';
import { type Day, sayDay } from './day';
import { planRefusals } from './plan-refusals';
import { reportRefusals } from './report-refusals';

interface RefusalText {
  status: 403 | 404 | 409 | 412 | 422 | 428;
  title: string;
  /** Each sentence names the facts it needs; refuse() asks for exactly these. */
  say: (facts: never) => string;
}

const general = {
  'not-found': {
    status: 404,
    title: '没有找到',
    say: () => '没有找到这项内容,可能已调整或不属于本单位。请返回上一页,从列表重新进入。',
  },
  'not-your-step': {
    status: 403,
    title: '不由您办理',
    say: (f: { action: string; by: string }) => `「${f.action}」应由${f.by}办理,未作改动。请联系${f.by}。`,
  },
  'wrong-state': {
    status: 409,
    title: '当前状态不能办理',
    say: (f: { state: string; action: string }) =>
      `这项目前是「${f.state}」,不能「${f.action}」,您的内容未丢失。请刷新页面,按最新情况办理。`,
  },
  'stale-version': {
    status: 412,
    title: '内容已有更新',
    say: () => '这项刚由他人修改。您写的内容仍在,请与最新内容对照,选用或合并后再报。',
  },
  'version-required': {
    status: 428,
    title: '缺少版本号',
    say: () => '提交时没有带上版本号,未作改动。请刷新页面后再办理。',
  },
  /** `field` is for the page, which marks the box; the sentence stands beside it. */
  'secret-text': {
    status: 422,
    title: '不得录入涉密信息',
    say: (f: { field: string; mark: string }) =>
      `内容中有“${f.mark}”,本系统不得录入涉密信息,已拒绝且未保存。请删去涉密内容,按保密规定另行报送。`,
  },
  'reason-required': {
    status: 422,
    title: '请写明理由',
    say: (f: { action: string }) => `「${f.action}」需要写明理由,尚未办理。请填写一句话理由后再提交。`,
  },
} satisfies Record<string, RefusalText>;

const handingIn = {
  'nil-needs-sentence': {
    status: 422,
    title: '请说明原因',
    say: () => '牵头事项报“无新进展”须附一句说明,尚未报送。请用一句话写明原因(如“待省级批复”)后再报。',
  },
  'third-nil-needs-sentence': {
    status: 422,
    title: '请说明原因',
    say: (f: { nilRun: number }) =>
      `本项已连续${f.nilRun}期无新进展,请用一句话说明原因(如“待省级批复”),可同时用于其余事项。`,
  },
  'received-in-future': {
    status: 422,
    title: '收到日期有误',
    say: (f: { receivedOn: Day }) =>
      `收到日期${sayDay(f.receivedOn)}还没有到,尚未保存。请核对纸质或电话登记的日期。`,
  },
  'received-before-opening': {
    status: 422,
    title: '收到日期有误',
    say: (f: { receivedOn: Day; opensOn: Day }) =>
      `收到日期${sayDay(f.receivedOn)}早于本期开始之日(${sayDay(f.opensOn)}),尚未保存。请核对纸质或电话登记的日期。`,
  },
  'review-began': {
    status: 409,
    title: '已开始审核',
    say: () => '质强办已开始审阅这份报告,不能撤回或改报,您的内容未丢失。请等待审核意见,或联系质强办退回。',
  },
  'lead-has-handed-in': {
    status: 409,
    title: '牵头单位已报送',
    say: () => '牵头单位已报送本期牵头报告,这份配合材料不能再撤回、改报或退请补充。如内容有误,请办理更正。',
  },
  'already-handed-in': {
    status: 409,
    title: '已经报送',
    say: () => '这项本期已经报送,报送时限不再变动,也不能收回。请刷新页面查看最新情况。',
  },
  'fix-by-too-early': {
    status: 422,
    title: '整改时限过早',
    say: (f: { on: Day }) => `整改时限须晚于退回当日(${sayDay(f.on)}),尚未退回。请改选之后的日期。`,
  },
  'own-report': {
    status: 422,
    title: '须由他人审核',
    say: () => '这份报告由您所在单位报送,您不能审核,未作改动。请由质强办其他人员审核。',
  },
} satisfies Record<string, RefusalText>;

const extensions = {
  'extension-too-late': {
    status: 422,
    title: '已过申请时限',
    say: (f: { dueOn: Day }) =>
      `报送时限已于${sayDay(f.dueOn)}24时截止,不能再申请延期;请补报并在“说明”中写明原因,质强办可据此认定正当理由。`,
  },
  'extension-not-later': {
    status: 422,
    title: '新时限有误',
    say: (f: { dueOn: Day }) => `新的时限须晚于现在的时限${sayDay(f.dueOn)},尚未办理。请改选之后的日期。`,
  },
  'extension-too-far': {
    status: 422,
    title: '延期过长',
    say: (f: { latest: Day }) =>
      `延期不能超过下一期的报送时限${sayDay(f.latest)},尚未办理。请改选更早的日期。`,
  },
  'extension-used-up': {
    status: 422,
    title: '延期次数已满',
    say: (f: { granted: number }) =>
      `本项本期已同意延期${f.granted}次,不能再次延期。请先报送已有情况,后续可以更正。`,
  },
  'extension-pending': {
    status: 409,
    title: '已有待答复的申请',
    say: () => '本项的延期申请正在等待质强办答复,期间不计逾期,无需重复申请。需要调整的,请先撤回原申请。',
  },
} satisfies Record<string, RefusalText>;

const supervision = {
  'promise-in-past': {
    status: 422,
    title: '承诺日期有误',
    say: (f: { promisedOn: Day }) =>
      `承诺日期${sayDay(f.promisedOn)}已经过去,回复尚未保存。请改选今日或之后的日期。`,
  },
  'promise-too-far': {
    status: 422,
    title: '承诺日期过远',
    say: (f: { latest: Day }) =>
      `承诺日期最晚为${sayDay(f.latest)},回复尚未保存。请改选更早的日期,或写明困难请质强办协调。`,
  },
  'promise-used-up': {
    status: 422,
    title: '承诺次数已满',
    say: (f: { made: number }) =>
      `本轮已承诺过${f.made}次,不能再改承诺日期。请先报送已有情况,或写明困难请质强办协调。`,
  },
} satisfies Record<string, RefusalText>;

export const refusalTexts = {
  ...general,
  ...handingIn,
  ...extensions,
  ...supervision,
  ...accountRefusals,
  ...planRefusals,
  ...reportRefusals,
  ...scheduleRefusals,
  ...supervisionRefusals,
};
