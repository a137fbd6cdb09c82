/**
 * Why a change of the calendar, the units, the plan or its charges is refused (domain §3, §4.5), as sentences for
 * refusal-texts.ts: what happened, then what to do.
 *
 * Example: 'calendar-day-twice' with { day: '2027-01-01' } says
 * 2027年1月1日(周五)既列为放假又列为上班,尚未保存。请核对后只留一处。
 */
import { type Day, sayDay } from './day';

interface PlanRefusalText {
  status: 409 | 422;
  title: string;
  say: (facts: never) => string;
}

export const planRefusals = {
  'calendar-day-outside': {
    status: 422,
    title: '日期不在该年',
    say: (f: { day: string; year: number }) =>
      `${f.day}不属于${f.year}年的放假安排,尚未保存。请核对日期和年份。`,
  },
  'calendar-day-twice': {
    status: 422,
    title: '日期重复',
    say: (f: { day: Day }) => `${sayDay(f.day)}既列为放假又列为上班,尚未保存。请核对后只留一处。`,
  },
  'calendar-year-empty': {
    status: 422,
    title: '没有放假安排',
    say: (f: { year: number }) => `${f.year}年没有一个放假的工作日,尚未保存。请对照放假通知补全。`,
  },
  'calendar-already-covered': {
    status: 422,
    title: '无需确认',
    say: (f: { through: Day; coveredThrough: Day }) =>
      `${sayDay(f.coveredThrough)}及以前已有放假安排,不需确认到${sayDay(f.through)}。请改选更晚的日期。`,
  },
  'calendar-too-far': {
    status: 422,
    title: '日期过远',
    say: (f: { through: Day; latest: Day }) =>
      `尚无放假安排的日子最多确认到${sayDay(f.latest)},不能确认到${sayDay(f.through)}。请改选较早的日期。`,
  },
  'nothing-changes': {
    status: 422,
    title: '没有变化',
    say: () => '新的内容与现在的一样,未作改动。请核对后再提交。',
  },
  'unit-name-taken': {
    status: 422,
    title: '名称已有',
    say: (f: { name: string }) => `「${f.name}」已是另一个单位的名称或别名,尚未保存。请核对名称。`,
  },
  'unit-merged': {
    status: 409,
    title: '单位已并入',
    say: (f: { unit: string }) => `「${f.unit}」已并入其他单位,不能办理。请改选承接的单位。`,
  },
  'succession-cycle': {
    status: 422,
    title: '不能并入自身',
    say: (f: { unit: string }) =>
      `「${f.unit}」不能并入自己,或并入原由它承接的单位,未作改动。请改选承接的单位。`,
  },
  'member-already': {
    status: 422,
    title: '已是成员',
    say: (f: { unit: string; since: Day }) =>
      `「${f.unit}」自${sayDay(f.since)}起与已有的成员期间重叠,未作改动。请核对单位和日期。`,
  },
  'member-before-start': {
    status: 422,
    title: '日期过早',
    say: (f: { unit: string; since: Day }) =>
      `「${f.unit}」自${sayDay(f.since)}起为成员,止日须在此之后,未作改动。请改选之后的日期。`,
  },
  'day-in-future': {
    status: 422,
    title: '日期还没有到',
    say: (f: { day: Day }) => `${sayDay(f.day)}还没有到,尚未保存。请改选今日或之前的日期。`,
  },
  'day-past': {
    status: 422,
    title: '日期已过',
    say: (f: { day: Day }) => `${sayDay(f.day)}已经过去,尚未保存。请改选今日或之后的日期。`,
  },
  'leads-confirmed': {
    status: 409,
    title: '牵头单位已确认',
    say: () => '本方案的牵头单位已经确认过,无需再次确认。个别调整请在事项的分工中办理。',
  },
  'charge-exists': {
    status: 422,
    title: '已有责任',
    say: (f: { unit: string; item: string }) =>
      `「${f.unit}」在「${f.item}」中已有责任,未作改动。请先终止原有责任,或改选单位。`,
  },
  'charge-before-start': {
    status: 422,
    title: '日期过早',
    say: (f: { since: Day }) =>
      `这项责任自${sayDay(f.since)}起,不能在此之前终止,未作改动。请改选之后的日期。`,
  },
  'charge-ends-sooner': {
    status: 422,
    title: '已定终止日',
    say: (f: { until: Day }) =>
      `这项责任已定于${sayDay(f.until)}终止,不能改到更晚,未作改动。需要继续的,请另行增加责任。`,
  },
  'own-charge': {
    status: 422,
    title: '须由他人决定',
    say: () => '这项异议由您所在单位提出,您不能答复,未作改动。请由质强办其他人员答复。',
  },
  'reading-period': {
    status: 422,
    title: '周期有误',
    say: (f: { period: string }) => `“${f.period}”不是周期,尚未保存。请写成2026-11、2026Q4、2026H2或2026。`,
  },
  'target-of-no-item': {
    status: 422,
    title: '没有牵头单位',
    say: () => '这项指标属于整个方案,没有牵头单位可填报,未作改动。请仍由质强办填报。',
  },
  'target-filled-by-unit': {
    status: 422,
    title: '由牵头单位填报',
    say: () => '这项指标已改由牵头单位填报,尚未保存。请由牵头单位填报,或先改回由质强办填报。',
  },
  'target-not-over': {
    status: 422,
    title: '目标期未到',
    say: (f: { byOn: Day }) => `目标期为${sayDay(f.byOn)},还没有到,不能核定,未作改动。请在目标期满后办理。`,
  },
  'path-not-forward': {
    status: 422,
    title: '路径有误',
    say: (f: { on: Day }) =>
      `进度路径在${sayDay(f.on)}处次序不对,尚未保存。各点日期须依次向后,且不晚于目标日期。`,
  },
} satisfies Record<string, PlanRefusalText>;
