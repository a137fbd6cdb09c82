/** The office's own calendar, read from the seeds: the rules are tested on the days people really worked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Day } from '../../src/domain/day';
import { type CalendarDay, WorkingCalendar } from '../../src/domain/working-calendar';

interface CalendarFile {
  coveredThrough: Day;
  years: { year: number; notice: string | null; rest: Day[]; work: Day[] }[];
}

export const calendarFile = parse(
  readFileSync(join(__dirname, '../../seeds/calendar.yaml'), 'utf8'),
) as CalendarFile;

export function exceptionsOf(year: number): CalendarDay[] {
  return calendarFile.years
    .filter((entry) => entry.year === year)
    .flatMap(({ rest, work }) => [
      ...rest.map((day): CalendarDay => ({ day, kind: 'rest' })),
      ...work.map((day): CalendarDay => ({ day, kind: 'work' })),
    ])
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

export const calendar = new WorkingCalendar(
  calendarFile.years.flatMap(({ year }) => exceptionsOf(year)),
  calendarFile.coveredThrough,
);
