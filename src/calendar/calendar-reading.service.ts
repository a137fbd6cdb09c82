import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import { Calendar } from './calendar';
import type { CalendarYearView } from './calendar.view';
import { isNoticeMissing, type NoticedDay } from './year-picture';

@Injectable()
export class CalendarReading {
  constructor(
    private readonly db: Database,
    private readonly calendar: Calendar,
    private readonly clock: Clock,
  ) {}

  async showYear(year: number): Promise<CalendarYearView> {
    const { version, coveredThrough, confirmedThrough } = await this.calendar.state();
    const exceptions = await this.db.rows<NoticedDay>(sql`
      SELECT day, kind, notice FROM calendar_day WHERE day >= ${`${year}-01-01`} AND day <= ${`${year}-12-31`}
       ORDER BY day`);
    const of = (kind: string) => exceptions.filter((one) => one.kind === kind).map(({ day }) => day);
    const calendar = await this.calendar.current();
    return {
      ...{ year, version, coveredThrough, confirmedThrough },
      known: calendar.isKnown(`${year}-12-31`),
      workdays: calendar.countWorkdays(year),
      notice: exceptions[0]?.notice ?? '', // a day of December may stand in the next year's notice
      rest: of('rest'),
      work: of('work'),
      nextYearMissing: isNoticeMissing(this.clock.today(), coveredThrough),
    };
  }
}
