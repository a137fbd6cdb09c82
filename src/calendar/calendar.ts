import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Day } from '../domain/day';
import { type CalendarDay, WorkingCalendar } from '../domain/working-calendar';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import { Settings } from '../platform/settings/settings';
import type { NoticedDay } from './year-picture';

export interface CalendarState {
  version: number;
  /** Fingerprint of days and cover: what a cached calendar was made from. */
  stamp: string;
  coveredThrough: Day;
  /** The office's word that unknown days up to here count as they stand (domain §3); null without it. */
  confirmedThrough: Day | null;
}

export const CALENDAR_SETTING = 'calendar';
/** Before any notice was loaded every day is provisional. */
const EMPTY: CalendarState = { version: 0, stamp: '', coveredThrough: '1970-01-01', confirmedThrough: null };

/** The working calendar as it stands now, in whichever process it was changed. */
@Injectable()
export class Calendar {
  private cached: { stamp: string; calendar: WorkingCalendar } | undefined;

  constructor(
    private readonly db: Database,
    private readonly settings: Settings,
  ) {}

  /** One read by key; the days are read again only when the fingerprint is another one. */
  async current(): Promise<WorkingCalendar> {
    const state = await this.state();
    if (this.cached?.stamp === state.stamp) return this.cached.calendar;
    const calendar = new WorkingCalendar(await this.days(), state.coveredThrough);
    this.cached = { stamp: state.stamp, calendar };
    return calendar;
  }

  /** For the rule that a step ≥ 2 waits on unknown days. */
  async confirmedThrough(): Promise<Day | null> {
    return (await this.state()).confirmedThrough;
  }

  async state(): Promise<CalendarState> {
    return (await this.settings.read<CalendarState>(CALENDAR_SETTING)) ?? EMPTY;
  }

  days(): Promise<CalendarDay[]> {
    return this.db.rows(sql`SELECT day, kind FROM calendar_day ORDER BY day`);
  }

  /** The same with the notice each stands by. */
  noticedDays(): Promise<NoticedDay[]> {
    return this.db.rows(sql`SELECT day, kind, notice FROM calendar_day ORDER BY day`);
  }

  /** Inside the write that changed the days: the next version, under which every process reads them anew. */
  async advance(
    before: CalendarState,
    cover: Partial<Pick<CalendarState, 'coveredThrough' | 'confirmedThrough'>>,
  ): Promise<CalendarState> {
    const days = await this.days();
    const { coveredThrough, confirmedThrough } = { ...before, ...cover };
    // by content, not by version: a rolled-back change must never be taken for the one that came after it
    const stamp = createHash('sha256')
      .update(JSON.stringify([coveredThrough, days]))
      .digest('hex');
    const state = { version: before.version + 1, stamp, coveredThrough, confirmedThrough };
    await this.settings.put(CALENDAR_SETTING, state);
    return state;
  }
}
