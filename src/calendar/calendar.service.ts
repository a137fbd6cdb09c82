import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import type { Day } from '../domain/day';
import { isRefusal, refuse } from '../domain/refusal';
import { type CalendarDay, WorkingCalendar } from '../domain/working-calendar';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import { Calendar, CALENDAR_SETTING, type CalendarState } from './calendar';
import { CalendarChanges, type CalendarEffect } from './calendar-changes';
import { coverAfter, exceptionsOf, latestConfirmation, replacedYear, type YearPicture } from './year-picture';

/** Loading the yearly notice and confirming unknown days: office work (domain §3). */
@Injectable()
export class CalendarService {
  constructor(
    private readonly db: Database,
    private readonly calendar: Calendar,
    private readonly changes: CalendarChanges,
    private readonly audit: Audit,
  ) {}

  /** The due days that loading this picture would move; changes nothing. */
  async previewYear(year: number, picture: YearPicture): Promise<CalendarEffect[]> {
    const exceptions = demandExceptions(year, picture);
    const { coveredThrough } = await this.calendar.state();
    const days = replacedYear(await this.calendar.noticedDays(), { ...picture, year, exceptions });
    return this.changes.preview(new WorkingCalendar(days, coverAfter(coveredThrough, year)));
  }

  /** Replaces the year's exceptions and lets every feature follow in the same write. */
  async loadYear(by: Actor, year: number, version: number, picture: YearPicture): Promise<void> {
    const exceptions = demandExceptions(year, picture);
    await this.db.write(async () => {
      const before = await this.claim(version);
      await this.replaceYear(year, picture.notice, exceptions);
      const coveredThrough = coverAfter(before.coveredThrough, year);
      const after = await this.calendar.advance(before, { coveredThrough });
      await this.changes.apply(by, await this.calendar.current());
      this.audit.note(by, {
        action: 'calendar.loaded',
        subject: 'calendar',
        subjectId: year,
        version: after.version,
        facts: { ...picture, coveredThrough },
      });
    });
  }

  /** The office's word that days no notice covers count as Mon–Fri up to `through`. */
  async confirm(by: Actor, version: number, through: Day): Promise<void> {
    await this.db.write(async () => {
      const before = await this.claim(version);
      if (through <= before.coveredThrough) {
        throw new Refused(
          refuse('calendar-already-covered', { through, coveredThrough: before.coveredThrough }),
        );
      }
      const latest = latestConfirmation(before.coveredThrough);
      if (through > latest) throw new Refused(refuse('calendar-too-far', { through, latest }));
      const after = await this.calendar.advance(before, { confirmedThrough: through });
      this.audit.note(by, {
        action: 'calendar.confirmed',
        subject: 'calendar',
        subjectId: 0,
        version: after.version,
        facts: { through },
      });
    });
  }

  private async claim(version: number): Promise<CalendarState> {
    // two who load at once follow each other, and the second is told that the calendar has moved
    await this.db.changed(sql`UPDATE setting SET value = value WHERE key = ${CALENDAR_SETTING}`);
    const state = await this.calendar.state();
    if (state.version !== version) throw new Refused(refuse('stale-version'));
    return state;
  }

  private async replaceYear(year: number, notice: string, exceptions: CalendarDay[]): Promise<void> {
    const days = replacedYear(await this.calendar.noticedDays(), { year, notice, exceptions });
    const concerned = days.filter(({ day }) => day >= `${year - 1}-12-01` && day <= `${year}-12-31`);
    await this.db.changed(sql`
      DELETE FROM calendar_day WHERE day >= ${`${year - 1}-12-01`} AND day <= ${`${year}-12-31`}`);
    const values = concerned.map((one) => sql.list([one.day, one.kind, one.notice]));
    await this.db.changed(sql`INSERT INTO calendar_day (day, kind, notice) VALUES ${sql.join(values)}`);
  }
}

function demandExceptions(year: number, picture: YearPicture): CalendarDay[] {
  const exceptions = exceptionsOf(year, picture);
  if (isRefusal(exceptions)) throw new Refused(exceptions);
  return exceptions;
}
