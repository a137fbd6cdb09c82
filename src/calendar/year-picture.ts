import { addDays, type Day, dayOfMonth, isDay, weekdayOf } from '../domain/day';
import { type Refusal, refuse } from '../domain/refusal';
import type { CalendarDay } from '../domain/working-calendar';

/** One year's exceptions to Monday-to-Friday as the office confirms them (domain §3). */
export interface YearPicture {
  /** 国办发明电〔2025〕7号 */
  notice: string;
  rest: Day[];
  work: Day[];
}

/**
 * The exceptions in day order, or why the picture cannot be right. A New Year's holiday may reach back into the
 * December before, so those days are taken too.
 * Example: { rest: ['2026-01-01', '2026-01-03'], work: ['2026-01-04'] } gives 1 January rest and 4 January work;
 * the 3rd is a Saturday and no exception.
 */
export function exceptionsOf(year: number, { rest, work }: YearPicture): CalendarDay[] | Refusal {
  const kinds = new Map<Day, CalendarDay['kind']>();
  for (const [kind, days] of [
    ['rest', rest],
    ['work', work],
  ] as const) {
    for (const day of days) {
      if (!isDay(day) || day < `${year - 1}-12-01` || day > `${year}-12-31`) {
        return refuse('calendar-day-outside', { day, year });
      }
      if ((kinds.get(day) ?? kind) !== kind) return refuse('calendar-day-twice', { day });
      kinds.set(day, kind);
    }
  }
  const exceptions = [...kinds].map(([day, kind]) => ({ day, kind }));
  const real = exceptions.filter(({ day, kind }) => (kind === 'rest') === weekdayOf(day) <= 5);
  // every notice so far named at least New Year's Day; an empty picture would turn all holidays into workdays
  if (!real.some(({ kind }) => kind === 'rest')) return refuse('calendar-year-empty', { year });
  return real.sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Days beyond a gap stay provisional: cover grows only from where it ends. */
export function coverAfter(coveredThrough: Day, year: number): Day {
  const reaches = coveredThrough >= `${year - 1}-12-31`;
  return reaches && coveredThrough < `${year}-12-31` ? `${year}-12-31` : coveredThrough;
}

/** An exception with the notice it stands by. */
export type NoticedDay = CalendarDay & { notice: string };

/**
 * All exceptions once the year's picture is replaced. The old picture goes with the December days its notice reached
 * back to; December days of the year itself that stand by the next year's notice stay: that notice is the later word.
 * Example: 2026-12-31 rests by the notice of 2027; loading 2026 again leaves it, loading 2027 again without it does not.
 */
export function replacedYear(
  stored: readonly NoticedDay[],
  { year, notice, exceptions }: { year: number; notice: string; exceptions: readonly CalendarDay[] },
): NoticedDay[] {
  const [own, next] = [reachingNotice(stored, year), reachingNotice(stored, year + 1)];
  const stays = stored.filter((one) => {
    if (isIn(one.day, `${year}-12`)) return one.notice === next;
    return !isIn(one.day, `${year}`) && !(isIn(one.day, `${year - 1}-12`) && one.notice === own);
  });
  const settled = new Set(stays.filter(({ day }) => isIn(day, `${year}-12`)).map(({ day }) => day));
  const days = new Map(stays.map((one) => [one.day, one]));
  for (const one of exceptions) if (!settled.has(one.day)) days.set(one.day, { ...one, notice });
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** The year's notice where it can be told from the one of the year before: its days in that December are known by it. */
function reachingNotice(stored: readonly NoticedDay[], year: number): string | undefined {
  const noticeOf = (of: number) =>
    stored.find(({ day }) => isIn(day, `${of}`) && !isIn(day, `${of}-12`))?.notice;
  const notice = noticeOf(year);
  return notice === '' || notice === noticeOf(year - 1) ? undefined : notice;
}

const isIn = (day: Day, span: string): boolean => day.startsWith(`${span}-`);

/** From 61 days ahead, 1 November for the next year, a year without its notice is a to-do of the office (domain §3). */
export function isNoticeMissing(today: Day, coveredThrough: Day): boolean {
  return coveredThrough < `${addDays(today, 61).slice(0, 4)}-12-31`;
}

/** Up to a year beyond the notices the office may say that unknown days count as they stand. */
export function latestConfirmation(coveredThrough: Day): Day {
  const [year = 0, month = 1, day = 1] = coveredThrough.split('-').map(Number);
  return dayOfMonth(year + 1, month, day);
}
