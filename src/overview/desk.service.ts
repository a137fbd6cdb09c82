import { Injectable } from '@nestjs/common';
import { Calendar } from '../calendar/calendar';
import type { Day } from '../domain/day';
import { sayPeriod } from '../domain/period';
import { reviewDueOn } from '../domain/review';
import type { WorkingCalendar } from '../domain/working-calendar';
import { toLightView } from '../duties/duty.view';
import { lightColumns, type LightRow, lightsOf } from '../duties/light-facts';
import { shownLightSql } from '../duties/light-sql';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { DeskOverdueView, DeskReviewView, DeskView } from './desk.view';

const OVERDUE_SHOWN = 50;
const SOON_WORKDAYS = 5;

type OverdueRow = LightRow & { unit: string; label: string; shortName: string; role: 'lead' | 'support' };

/** The office's desk. */
@Injectable()
export class DeskService {
  constructor(
    private readonly db: Database,
    private readonly calendar: Calendar,
    private readonly clock: Clock,
  ) {}

  async show(): Promise<DeskView> {
    const today = this.clock.today();
    const calendar = await this.calendar.current();
    const red = sql`duty d JOIN schedule s ON s.id = d.schedule_id
      WHERE d.owed_on < ${today} AND ${shownLightSql(today, calendar)} = 'red'`;
    const soon = calendar.addWorkdays(today, SOON_WORKDAYS);
    return {
      trial: await this.db.rows(sql`
        SELECT s.id AS "scheduleId", s.name FROM schedule s WHERE s.state = 'trial' ORDER BY s.id`),
      toReview: await this.toReview(today, calendar),
      extensionsPending: await this.count(sql`extension WHERE state = 'pending'`),
      objectionsPending: await this.count(sql`charge WHERE ack_state IN ('objected', 'not-involved-asked')`),
      disputesPending: await this.count(sql`dispute WHERE state = 'pending'`),
      unserved: await this.heldUnits('unserved'),
      withoutContact: await this.heldUnits('no-contact'),
      overdueTotal: await this.count(red),
      overdue: await this.overdue(red, today, calendar),
      dueSoon: await this.count(
        sql`duty WHERE state = 'open' AND counts = 1 AND due_on >= ${today} AND due_on <= ${soon}`,
      ),
    };
  }

  private async toReview(today: Day, calendar: WorkingCalendar): Promise<DeskReviewView> {
    const waiting = await this.db.row<{ count: number; oldest: string | null }>(sql`
      SELECT COUNT(*) AS count, MIN(r.handed_at) AS oldest FROM duty d
        JOIN report r ON r.duty_id = d.id AND r.state = 'standing' WHERE d.state = 'submitted'`);
    const oldestHandedAt = waiting?.oldest ?? null;
    if (oldestHandedAt === null) return { count: 0, oldestHandedAt, workdaysLeft: null };
    const dueOn = reviewDueOn(new Date(oldestHandedAt), calendar);
    const workdaysLeft =
      dueOn >= today ? calendar.workdaysBetween(today, dueOn) : -calendar.workdaysBetween(dueOn, today);
    return { count: waiting?.count ?? 0, oldestHandedAt, workdaysLeft };
  }

  private async overdue(red: Sql, today: Day, calendar: WorkingCalendar): Promise<DeskOverdueView[]> {
    const rows = await this.db.rows<OverdueRow>(sql`
      SELECT ${lightColumns(today)}, d.role, u.name AS unit, i.label, i.short_name AS "shortName"
        FROM duty d JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
       WHERE d.id IN (SELECT d.id FROM ${red}) ORDER BY d.role, d.owed_on, d.id LIMIT ${OVERDUE_SHOWN}`);
    const lights = await lightsOf(this.db, rows, today, calendar);
    return rows.flatMap(({ id, unit, label, shortName, role, period, owedOn }) => {
      const light = lights.get(id);
      if (!light || owedOn === null) return [];
      const item = `${label} ${shortName}`;
      return [
        {
          dutyId: id,
          unit,
          item,
          role,
          periodText: sayPeriod(period),
          since: owedOn,
          light: toLightView(light),
        },
      ];
    });
  }

  private async heldUnits(reason: 'unserved' | 'no-contact'): Promise<string[]> {
    const rows = await this.db.rows<{ name: string }>(sql`
      SELECT u.name FROM unit u WHERE u.id IN (SELECT d.unit_id FROM duty d JOIN duty_hold h ON h.duty_id = d.id
         WHERE d.state = 'open' AND h.reason = ${reason} AND h.lifted_on IS NULL) ORDER BY u.sort`);
    return rows.map(({ name }) => name);
  }

  private async count(from: Sql): Promise<number> {
    return (await this.db.row<{ n: number }>(sql`SELECT COUNT(*) AS n FROM ${from}`))?.n ?? 0;
  }
}
