import { type Day, isDay, weekdayOf } from '../domain/day';
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
