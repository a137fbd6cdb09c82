import { sayPeriod } from '../../domain/period';
import { type ScheduleRow, scheduleWords } from './schedule-facts';

export class DueRuleView {
  anchor!: 'day-of-last-month' | 'workdays-after-end' | 'fixed';
  offset!: number;
  fixedOn!: string | null;
  restRule!: 'next' | 'previous' | 'none';
}

export class ScheduleItemView {
  id!: number;
  /** @example 任务5 */
  label!: string;
  shortName!: string;
}

export class ScheduleView {
  id!: number;
  planId!: number;
  code!: string;
  /** @example 季度牵头报告 */
  name!: string;
  role!: 'lead' | 'support';
  frequency!: 'month' | 'quarter' | 'half' | 'year' | 'once';
  due!: DueRuleView;
  opensOn!: string;
  /** Kinds of units whose silence counts as nil. */
  silentNilKinds!: string[];
  needsSignOff!: boolean;
  /** 数据截至: this day of a period's last month. @example 15 */
  dataAsOfDay!: number;
  basis!: string;
  basisOn!: string | null;
  state!: 'trial' | 'released' | 'off' | 'ended';
  /** @example 试运行 */
  stateText!: string;
  fromPeriod!: string;
  /** @example 2026年第四季度 */
  fromPeriodText!: string;
  firstCounting!: string | null;
  lastPeriod!: string | null;
  releasedOn!: string | null;
  version!: number;
  items!: ScheduleItemView[];
}

export function toScheduleView(row: ScheduleRow, items: ScheduleItemView[]): ScheduleView {
  const { id, planId, code, name, role, frequency, opensOn, basis, basisOn, state, fromPeriod } = row;
  const { firstCounting, lastPeriod, releasedOn, version, dataAsOfDay } = row;
  return {
    ...{ id, planId, code, name, role, frequency, opensOn, basis, basisOn, state, fromPeriod },
    ...{ firstCounting, lastPeriod, releasedOn, version, dataAsOfDay, items },
    due: { anchor: row.dueAnchor, offset: row.dueOffset, fixedOn: row.dueFixedOn, restRule: row.restRule },
    silentNilKinds: row.silentNilKinds.split(',').filter(Boolean),
    needsSignOff: row.needsSignOff === 1,
    stateText: scheduleWords[state],
    fromPeriodText: sayPeriod(fromPeriod),
  };
}

/** A period's days as a schedule would set them. */
export class PeriodPreviewView {
  period!: string;
  /** @example 2026年第四季度 */
  periodText!: string;
  opensOn!: string;
  dueNominal!: string;
  dueOn!: string;
  /** @example 2026年12月20日为周日,顺延至12月21日(周一) */
  why!: string;
  /** The calendar does not cover these days yet (待放假安排). */
  provisional!: boolean;
}

export class LoadView {
  units!: number;
  duties!: number;
  lead!: number;
  support!: number;
}

export class SchedulePreviewView {
  periods!: PeriodPreviewView[];
  load!: LoadView;
  /** Why the schedule would be refused; null when it would not. */
  refusal!: string | null;
  /** 重复索取: live schedules that ask the same units about the same items. */
  repeats!: string[];
}

export class ReleaseVariantView {
  /** @example 配合单位改为半年报送 */
  name!: string;
  perYear!: number;
}

export class ReleasePreviewView {
  /** One period of all schedules of the plan that are in force with this one. */
  load!: LoadView;
  perYear!: number;
  /** @example 43个单位、每季471份:牵头47、配合424 */
  text!: string;
  variants!: ReleaseVariantView[];
  periods!: PeriodPreviewView[];
  /** Units without a contact: nobody there will read the notice. */
  withoutContact!: string[];
}

export class PostponementView {
  moved!: number;
  units!: number;
  /** Duties that already have a later day, or that were handed in. */
  kept!: number;
  /** From these due days. */
  before!: string[];
  /** To these. */
  after!: string[];
  preview!: boolean;
}

export class CountView {
  count!: number;
}
