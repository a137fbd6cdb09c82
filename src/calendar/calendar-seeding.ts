import { Injectable } from '@nestjs/common';
import { type Day, later } from '../domain/day';
import type { Aligned } from '../platform/database/align';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import { Calendar } from './calendar';

/** One year of seeds/calendar.yaml. */
export interface SeededYear {
  year: number;
  notice: string | null;
  rest: readonly Day[];
  work: readonly Day[];
}

/** Takes in years that were never loaded; a year the office has is left to the office. */
@Injectable()
export class CalendarSeeding {
  constructor(
    private readonly db: Database,
    private readonly calendar: Calendar,
  ) {}

  /** Inside a write. */
  async seed(given: { coveredThrough: Day; years: readonly SeededYear[] }): Promise<Aligned> {
    const loaded = await this.loadedYears();
    const fresh = given.years.filter(({ year }) => !loaded.has(String(year)));
    const days = fresh.flatMap(({ notice, rest, work }) => [
      ...rest.map((day) => ({ day, kind: 'rest', notice: notice ?? '' })),
      ...work.map((day) => ({ day, kind: 'work', notice: notice ?? '' })),
    ]);
    if (days.length > 0) {
      const values = days.map(({ day, kind, notice }) => sql.list([day, kind, notice]));
      await this.db.changed(sql`INSERT INTO calendar_day (day, kind, notice) VALUES ${sql.join(values)}`);
    }
    const before = await this.calendar.state();
    const coveredThrough = later(before.coveredThrough, given.coveredThrough);
    const moved = days.length > 0 || coveredThrough !== before.coveredThrough;
    if (moved) await this.calendar.advance(before, { coveredThrough });
    return { inserted: days.length, changed: 0, unchanged: given.years.length - fresh.length, kept: 0 };
  }

  private async loadedYears(): Promise<Set<string>> {
    const rows = await this.db.rows<{ year: string }>(
      sql`SELECT DISTINCT substr(day, 1, 4) AS year FROM calendar_day`,
    );
    return new Set(rows.map((row) => row.year));
  }
}
