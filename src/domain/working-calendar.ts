/**
 * Domain §3: workdays follow the State Council's yearly notice, working weekends included. After the last
 * day a notice covers, days are provisional (待放假安排): Mon–Fri save 1 January, 1–2 May, 1–3 October.
 *
 * Example: Thursday 2020-06-25 is a holiday and Sunday 2020-06-28 is worked in its stead, so the first
 * workday on or after 25 June is the 28th, the one on or before it is 24 June.
 */
import { type Day, fromDayNumber, toDayNumber, weekdayOfNumber } from './day';

/** An exception to Mon–Fri: `rest` a weekday off, `work` a weekend day worked. */
export interface CalendarDay {
  day: Day;
  kind: 'rest' | 'work';
}

// The statutory days that no yearly arrangement moves; the lunar festivals are unknown until the notice.
const FIXED_HOLIDAYS = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']);

export class WorkingCalendar {
  private readonly exceptions: Map<Day, CalendarDay['kind']>;
  // Simulations ask for the same few thousand days millions of times.
  private readonly decided = new Map<number, boolean>();

  constructor(
    days: Iterable<CalendarDay>,
    readonly coveredThrough: Day,
  ) {
    this.exceptions = new Map(Array.from(days, ({ day, kind }) => [day, kind]));
  }

  isWorkday(day: Day): boolean {
    return this.isWorkdayNumber(toDayNumber(day));
  }

  /** False for a provisional day, whose holidays no notice has announced yet. */
  isKnown(day: Day): boolean {
    return day <= this.coveredThrough;
  }

  /** No provisional day in (after, through]: a count over it will not change. */
  knowsAll(after: Day, through: Day): boolean {
    return through <= after || this.isKnown(through);
  }

  onOrAfter(day: Day): Day {
    return this.isWorkday(day) ? day : this.addWorkdays(day, 1);
  }

  onOrBefore(day: Day): Day {
    return this.isWorkday(day) ? day : this.addWorkdays(day, -1);
  }

  /** The n-th workday after `day`, or before it when n is negative; n = 0 is the day itself, workday or not. */
  addWorkdays(day: Day, n: number): Day {
    if (!Number.isSafeInteger(n)) throw new RangeError(`not a number of workdays: ${n}`);
    const step = Math.sign(n);
    let current = toDayNumber(day);
    for (let left = Math.abs(n); left > 0;) {
      current += step;
      if (this.isWorkdayNumber(current)) left -= 1;
    }
    return fromDayNumber(current);
  }

  /** Workdays in (after, through]; 0 when `through` is not later than `after`. */
  workdaysBetween(after: Day, through: Day): number {
    const last = toDayNumber(through);
    let count = 0;
    for (let current = toDayNumber(after) + 1; current <= last; current += 1) {
      if (this.isWorkdayNumber(current)) count += 1;
    }
    return count;
  }

  countWorkdays(year: number): number {
    return this.workdaysBetween(`${year - 1}-12-31`, `${year}-12-31`);
  }

  private isWorkdayNumber(dayNumber: number): boolean {
    let workday = this.decided.get(dayNumber);
    if (workday === undefined) {
      workday = this.decide(dayNumber);
      this.decided.set(dayNumber, workday);
    }
    return workday;
  }

  private decide(dayNumber: number): boolean {
    const day = fromDayNumber(dayNumber);
    const onWeekday = weekdayOfNumber(dayNumber) <= 5;
    if (!this.isKnown(day)) return onWeekday && !FIXED_HOLIDAYS.has(day.slice(5));
    const exception = this.exceptions.get(day);
    return exception ? exception === 'work' : onWeekday;
  }
}
