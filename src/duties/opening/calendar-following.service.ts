import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type CalendarChange, CalendarChanges, type CalendarEffect } from '../../calendar/calendar-changes';
import type { Day } from '../../domain/day';
import { moveDueOn } from '../../domain/extension-rules';
import { sayPeriod } from '../../domain/period';
import { type DueRule, dueDayOf } from '../../domain/recurrence';
import { isRefusal } from '../../domain/refusal';
import type { WorkingCalendar } from '../../domain/working-calendar';
import { Clock } from '../../platform/clock/clock';
import { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { changeDuties, loadDuties, slices } from '../duty-facts';
import { type DutyHappening, record } from '../duty-history';

/** A period whose due day the new calendar sets on another day. */
interface Moving {
  scheduleId: number;
  name: string;
  period: string;
  before: Day;
  after: Day;
  why: string;
  provisional: boolean;
}

/** When the yearly notice is loaded, due days follow it; a closed duty, or one a person moved, never does (domain §3). */
@Injectable()
export class CalendarFollowing implements CalendarChange, OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly changes: CalendarChanges,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.changes.register(this);
  }

  async preview(next: WorkingCalendar): Promise<CalendarEffect[]> {
    const effects: CalendarEffect[] = [];
    for (const moving of await this.movings(next)) {
      const row = await this.db.row<{ n: number }>(
        sql`SELECT COUNT(*) AS n FROM duty d WHERE ${movable(moving)}`,
      );
      const { name, period, before, after } = moving;
      if (before !== after)
        effects.push({ what: `${sayPeriod(period)}${name}`, count: row?.n ?? 0, before, after });
    }
    return effects;
  }

  async apply(by: Actor, next: WorkingCalendar): Promise<void> {
    for (const moving of await this.movings(next)) {
      await this.db.changed(sql`
        UPDATE period_open SET due_on = ${moving.after}, due_why = ${moving.why}, provisional = ${moving.provisional}
         WHERE schedule_id = ${moving.scheduleId} AND period = ${moving.period}`);
      if (moving.before !== moving.after) await this.move(by, moving);
    }
  }

  private async move(by: Actor, moving: Moving): Promise<void> {
    const moved = (await loadDuties(this.db, movable(moving))).flatMap((duty) => {
      const decision = moveDueOn(duty, moving.after);
      return isRefusal(decision) ? [] : [{ id: duty.id, changes: decision.changes }];
    });
    await changeDuties(this.db, moved, 'person');
    const ids = moved.map(({ id }) => id);
    const event: DutyHappening = {
      kind: 'calendar-moved',
      reason: moving.why,
      by: by.accountId,
      at: this.clock.now(),
    };
    for (const some of slices(ids)) await record(this.db, some, event);
  }

  /** Opened periods with duties still open whose due day, or the sentence about it, the new calendar changes. */
  private async movings(next: WorkingCalendar): Promise<Moving[]> {
    const opened = await this.db.rows<{
      scheduleId: number;
      name: string;
      period: string;
      dueOn: Day;
      dueWhy: string;
      dueRule: string;
    }>(sql`
      SELECT po.schedule_id AS "scheduleId", s.name, po.period, po.due_on AS "dueOn", po.due_why AS "dueWhy",
             po.due_rule AS "dueRule"
        FROM period_open po JOIN schedule s ON s.id = po.schedule_id
       WHERE po.recalled_at IS NULL AND EXISTS
             (SELECT 1 FROM duty d WHERE d.schedule_id = po.schedule_id AND d.period = po.period AND d.state = 'open')`);
    return opened.flatMap(({ dueOn: before, dueWhy, dueRule, ...opening }) => {
      const { due: after, why, provisional } = dueDayOf(JSON.parse(dueRule) as DueRule, opening.period, next);
      return before !== after || dueWhy !== why ? [{ ...opening, before, after, why, provisional }] : [];
    });
  }
}

/** What nobody has handed in, and what still stands on the period's own day: nobody has moved it by hand. */
function movable({ scheduleId, period, before }: Moving): Sql {
  return sql`d.schedule_id = ${scheduleId} AND d.period = ${period} AND d.state = 'open' AND d.due_on = ${before}
             AND d.first_handed_at IS NULL`;
}
