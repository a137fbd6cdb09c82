/**
 * Domain §3, due rule = anchor + offset, then the rest-day rule; both days are shown, with why. The lead's
 * day lies at least 2 workdays after the supporters', else the schedule is refused.
 *
 * Example: the 20th of the last month of 2026Q4 is Sunday 2026-12-20; rest rule `next` makes the parts due
 * on Monday the 21st: 2026年12月20日为周日,顺延至12月21日(周一).
 */
import { type Day, dayOfMonth, later, sayDay, sayMonthDay, sayShortDay, sayWeekday, weekdayOf } from './day';
import { lastDay, type Period, sayPeriod } from './period';
import type { WorkingCalendar } from './working-calendar';

/** What happens to a due day that is a rest day: 顺延, 提前, or nothing. */
export type RestRule = 'next' | 'previous' | 'none';

/**
 * - `day-of-last-month`: the offset-th day of the period's last month (31 in a short month: its last day)
 * - `workdays-after-end`: the offset-th workday after the period's last day
 * - `fixed`: the day `fixedOn`, for one-offs; offset is not used
 */
export interface DueRule {
  anchor: 'day-of-last-month' | 'workdays-after-end' | 'fixed';
  offset: number;
  restRule: RestRule;
  fixedOn?: Day;
}

export interface DueDay {
  /** the day the rule names */
  nominal: Day;
  /** the day that counts, after the rest-day rule */
  due: Day;
  /** decided on days whose holidays are not announced yet: it may still move */
  provisional: boolean;
  /** one Chinese sentence without a full stop */
  why: string;
}

/** Throws RangeError when a rule cannot apply: a fixed one without its day, an anchored one for a one-off. */
export function dueDayOf(rule: DueRule, period: Period, calendar: WorkingCalendar): DueDay {
  const nominal = nominalDay(rule, period, calendar);
  const due = afterRestRule(nominal, rule.restRule, calendar);
  // A day that no holiday could move is final however far ahead it lies.
  const asksCalendar = rule.restRule !== 'none' || rule.anchor === 'workdays-after-end';
  const provisional = asksCalendar && !calendar.isKnown(later(nominal, due));
  const why = sayOrigin(rule, period, nominal) + sayMove(nominal, due, rule, calendar);
  return { nominal, due, provisional, why: provisional ? `${why}(待放假安排,暂定)` : why };
}

const LEAD_AFTER_SUPPORT_WORKDAYS = 2;

export interface TooCloseDays {
  period: Period;
  leadDue: Day;
  supportDue: Day;
}

/**
 * The first of these periods in which the lead would have fewer than 2 workdays to work the parts in, or null.
 * Where the two report at different frequencies, pass the longer one's periods: they end in the same month.
 */
export function leadAfterSupport(
  leadRule: DueRule,
  supportRule: DueRule,
  periods: Iterable<Period>,
  calendar: WorkingCalendar,
): TooCloseDays | null {
  for (const period of periods) {
    const leadDue = dueDayOf(leadRule, period, calendar).due;
    const supportDue = dueDayOf(supportRule, period, calendar).due;
    if (calendar.workdaysBetween(supportDue, leadDue) < LEAD_AFTER_SUPPORT_WORKDAYS) {
      return { period, leadDue, supportDue };
    }
  }
  return null;
}

/** The office's default (§4.7). */
export const DATA_AS_OF_DAY = 15;

/** 数据截至: figures in a period's reports stand as of the schedule's day, 15th by default, of its last month (§4.7). */
export function dataAsOf(period: Period, day = DATA_AS_OF_DAY): Day {
  return dayInLastMonth(period, day);
}

function nominalDay(rule: DueRule, period: Period, calendar: WorkingCalendar): Day {
  if (rule.anchor === 'day-of-last-month') return dayInLastMonth(period, rule.offset);
  if (rule.anchor === 'workdays-after-end') return calendar.addWorkdays(lastDay(period), rule.offset);
  if (!rule.fixedOn) throw new RangeError(`a fixed due rule needs its day (${period})`);
  return rule.fixedOn;
}

function dayInLastMonth(period: Period, day: number): Day {
  const last = lastDay(period);
  return dayOfMonth(Number(last.slice(0, 4)), Number(last.slice(5, 7)), day);
}

function afterRestRule(nominal: Day, restRule: RestRule, calendar: WorkingCalendar): Day {
  if (restRule === 'next') return calendar.onOrAfter(nominal);
  if (restRule === 'previous') return calendar.onOrBefore(nominal);
  return nominal;
}

function sayOrigin(rule: DueRule, period: Period, nominal: Day): string {
  if (rule.anchor === 'workdays-after-end') return `${sayPeriod(period)}结束后第${rule.offset}个工作日:`;
  const clamped = rule.anchor === 'day-of-last-month' && Number(nominal.slice(8)) !== rule.offset;
  return clamped ? `${Number(nominal.slice(5, 7))}月没有${rule.offset}日,按当月最后一日计:` : '';
}

function sayMove(nominal: Day, due: Day, rule: DueRule, calendar: WorkingCalendar): string {
  const onWeekend = weekdayOf(nominal) > 5;
  if (calendar.isWorkday(nominal)) return `${sayDay(nominal)}为${onWeekend ? '调休上班日' : '工作日'}`;
  const year = `${Number(nominal.slice(0, 4))}年`;
  const restDay = onWeekend
    ? `${year}${sayMonthDay(nominal)}为${sayWeekday(nominal)}`
    : `${year}${sayShortDay(nominal)}放假`;
  if (rule.restRule === 'none') return `${restDay},按报送制度不作调整`;
  const target = due.slice(0, 4) === nominal.slice(0, 4) ? sayShortDay(due) : sayDay(due);
  const worked = weekdayOf(due) > 5 ? '调休上班' : '';
  return `${restDay},${rule.restRule === 'next' ? '顺延' : '提前'}至${target}${worked}`;
}
