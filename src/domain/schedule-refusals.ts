/**
 * Why the office's own step on a schedule is refused (domain §3, §4.2–§4.6), as sentences for refusal-texts.ts.
 *
 * Example: 'lead-too-soon' with { period: '2026年第四季度', leadDue: '2026-12-21', supportDue: '2026-12-21' } says
 * 2026年第四季度牵头报告12月21日(周一)截止,距配合材料截止(12月21日(周一))不足2个工作日,尚未保存。……
 */
import { type Day, sayDay, sayShortDay } from './day';

interface ScheduleRefusalText {
  status: 404 | 409 | 422;
  title: string;
  say: (facts: never) => string;
}

export const scheduleRefusals = {
  'lead-too-soon': {
    status: 422,
    title: '牵头时限过近',
    say: (f: { period: string; leadDue: Day; supportDue: Day }) =>
      `${f.period}牵头报告${sayShortDay(f.leadDue)}截止,距配合材料截止(${sayShortDay(f.supportDue)})不足2个工作日,` +
      '尚未保存。请推后牵头时限,或提前配合时限。',
  },
  'schedule-rule': {
    status: 422,
    title: '时限规则有误',
    say: (f: { why: string }) => `时限规则不能成立:${f.why},尚未保存。请修改频次、时限或周期后再试。`,
  },
  'schedule-items': {
    status: 422,
    title: '事项有误',
    say: () => '所选事项中有的不属于本方案,尚未保存。请从本方案的工作事项中选择。',
  },
  'schedule-code-taken': {
    status: 409,
    title: '代码已使用',
    say: (f: { code: string }) => `本方案已有代码为“${f.code}”的报送制度,尚未保存。请换一个代码。`,
  },
  'schedule-state': {
    status: 409,
    title: '当前状态不能办理',
    say: (f: { state: string; action: string }) =>
      `这项报送制度目前是「${f.state}」,不能「${f.action}」,未作改动。请刷新页面,按最新情况办理。`,
  },
  'period-over': {
    status: 422,
    title: '周期已过',
    say: (f: { period: string }) => `${f.period}已经结束,尚未保存。请从当前周期或以后的周期开始。`,
  },
  'period-wrong': {
    status: 422,
    title: '周期有误',
    say: (f: { period: string }) =>
      `“${f.period}”不是这项报送制度的周期,未作改动。请按报送制度的频次填写,如2026Q4。`,
  },
  'period-not-begun': {
    status: 422,
    title: '周期尚未开始',
    say: (f: { period: string; opensOn: Day }) =>
      `${f.period}自${sayDay(f.opensOn)}起,尚未开期。请到期再办理。`,
  },
  'period-opened': {
    status: 409,
    title: '已经开期',
    say: (f: { period: string }) => `${f.period}已经开期(或开期后又撤回),不会重复开期。请在任务列表中查看。`,
  },
  'period-not-open': {
    status: 409,
    title: '尚未开期',
    say: (f: { period: string }) =>
      `${f.period}没有开期,或开期后已经撤回,未增列任务。尚未开期的周期,届时会自动列入,无需办理。`,
  },
  'duty-exists': {
    status: 409,
    title: '任务已存在',
    say: (f: { period: string }) => `该单位${f.period}已有这项任务,不会重复增列。请在任务列表中查看。`,
  },
  'charge-not-asked': {
    status: 422,
    title: '不在报送范围',
    say: (f: { schedule: string }) =>
      `这项责任目前不在「${f.schedule}」的报送范围内(角色、事项不符,或责任未开始、已终止、不涉及),未增列任务。请核对责任和报送制度。`,
  },
  'period-handed-in': {
    status: 409,
    title: '已有单位报送',
    say: (f: { period: string; count: number }) =>
      `${f.period}已有${f.count}项报送,不能撤回开期,未作改动。个别任务不需报送的,请办理免报。`,
  },
  'nothing-to-postpone': {
    status: 409,
    title: '没有可顺延的任务',
    say: (f: { period: string }) => `${f.period}没有尚未报送的任务可以顺延,未作改动。请核对周期。`,
  },
  'new-day-past': {
    status: 422,
    title: '新时限有误',
    say: (f: { newDueOn: Day }) => `新的时限${sayDay(f.newDueOn)}已经过去,尚未办理。请改选今日或之后的日期。`,
  },
  'one-new-day': {
    status: 422,
    title: '请写明新时限',
    say: () => '请写明新的截止日期,或顺延几个工作日,两者填一项即可。尚未办理。',
  },
  'override-until-past': {
    status: 422,
    title: '截止日期有误',
    say: (f: { until: Day }) =>
      `人工调整的有效期${sayDay(f.until)}已经过去,尚未保存。请改选今日或之后的日期。`,
  },
  'plan-closed': {
    status: 409,
    title: '方案已结束',
    say: () => '这个工作方案已经结束,不能再办理这一步。请在现行方案中办理。',
  },
  'no-successor-plan': {
    status: 422,
    title: '没有后续方案',
    say: () => '未完成的任务要转到后续方案,须先写明后续方案,尚未办理。请选择后续方案,或改为免报。',
  },
} satisfies Record<string, ScheduleRefusalText>;
