import { Injectable } from '@nestjs/common';
import type { Day } from '../domain/day';
import type { WorkingCalendar } from '../domain/working-calendar';
import type { Actor } from '../platform/http/actor';

/** Due days that move with the calendar, said in one line: 2026Q4 牵头报告, 47 of them, from one day to another. */
export interface CalendarEffect {
  what: string;
  count: number;
  before: Day;
  after: Day;
}

/** A feature whose stored days were computed from the calendar. */
export interface CalendarChange {
  /** What `apply` would move; changes nothing. */
  preview(next: WorkingCalendar): Promise<CalendarEffect[]>;
  /** Inside the write that changes the calendar. */
  apply(by: Actor, next: WorkingCalendar): Promise<void>;
}

/** Where features to the right say that a change of the calendar concerns them (register in onModuleInit). */
@Injectable()
export class CalendarChanges {
  private readonly concerned: CalendarChange[] = [];

  register(change: CalendarChange): void {
    this.concerned.push(change);
  }

  async preview(next: WorkingCalendar): Promise<CalendarEffect[]> {
    const effects: CalendarEffect[] = [];
    for (const change of this.concerned) effects.push(...(await change.preview(next)));
    return effects;
  }

  async apply(by: Actor, next: WorkingCalendar): Promise<void> {
    for (const change of this.concerned) await change.apply(by, next);
  }
}
