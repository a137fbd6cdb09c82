/**
 * Domain §3: a day is `YYYY-MM-DD` as the office's wall clock reads it (Asia/Shanghai); an instant is UTC.
 *
 * Example: a report that reached the server at 2026-12-25T15:59:59.999Z came in on 2026-12-25 and is on
 * time for that day; one millisecond later it is 2026-12-26 in Shanghai, and late.
 */

/** `YYYY-MM-DD`. Days compare as strings. */
export type Day = string;

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 24 * 60 * MS_PER_MINUTE;
// A fixed offset: China has kept no summer time since 1991, and the tracker knows no day that old.
const SHANGHAI_OFFSET_MS = 8 * 60 * MS_PER_MINUTE;
const WEEKDAY_NAMES = ['一', '二', '三', '四', '五', '六', '日'] as const;

/** Days since 1970-01-01, for arithmetic and for counting loops. Throws RangeError if the text is no date. */
export function toDayNumber(day: Day): number {
  const ms = Date.parse(day);
  if (Number.isNaN(ms)) throw new RangeError(`not a day: ${day}`);
  return ms / MS_PER_DAY;
}

// A page of duties says the same few days hundreds of times, and Date is slow at it.
const written = new Map<number, Day>();
const MOST_WRITTEN = 100_000;

export function fromDayNumber(dayNumber: number): Day {
  let day = written.get(dayNumber);
  if (day === undefined) {
    day = new Date(dayNumber * MS_PER_DAY).toISOString().slice(0, 10);
    if (written.size >= MOST_WRITTEN) written.clear();
    written.set(dayNumber, day);
  }
  return day;
}

/** True only for a day that exists: 2026-02-30 is none. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(text);
  // Date.parse lets 30 February roll over into March, so the text must survive the round trip.
  return !Number.isNaN(ms) && fromDayNumber(ms / MS_PER_DAY) === text;
}

export function addDays(day: Day, days: number): Day {
  return fromDayNumber(toDayNumber(day) + days);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return toDayNumber(to) - toDayNumber(from);
}

export function weekdayOfNumber(dayNumber: number): number {
  // Day 0, 1970-01-01, was a Thursday; the second modulo keeps days before it positive.
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}

/** Monday is 1, Sunday is 7. */
export function weekdayOf(day: Day): number {
  return weekdayOfNumber(toDayNumber(day));
}

/** Domain §3 "no such day → last day of the month": the 31st of a short month is its last day. */
export function dayOfMonth(year: number, month: number, day: number): Day {
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

/** The day in Shanghai at that instant. */
export function dayOf(instant: Date): Day {
  return fromDayNumber(Math.floor((instant.getTime() + SHANGHAI_OFFSET_MS) / MS_PER_DAY));
}

/** 00:00 of that day in Shanghai. A due day's time is over at `startOf(addDays(due, 1))`. */
export function startOf(day: Day): Date {
  return new Date(toDayNumber(day) * MS_PER_DAY - SHANGHAI_OFFSET_MS);
}

/** Whole minutes since 00:00 in Shanghai (0 to 1439): 09:00 is 540. */
export function minutesOfDay(instant: Date): number {
  return Math.floor((instant.getTime() - startOf(dayOf(instant)).getTime()) / MS_PER_MINUTE);
}

/** 周五 */
export function sayWeekday(day: Day): string {
  return `周${WEEKDAY_NAMES[weekdayOf(day) - 1]}`;
}

/** 12月25日 */
export function sayMonthDay(day: Day): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
}

/** 12月25日(周五) */
export function sayShortDay(day: Day): string {
  return `${sayMonthDay(day)}(${sayWeekday(day)})`;
}

/** 2026年12月25日(周五) */
export function sayDay(day: Day): string {
  return `${Number(day.slice(0, 4))}年${sayShortDay(day)}`;
}

export function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}

export function earlier(a: Day, b: Day): Day {
  return a < b ? a : b;
}
