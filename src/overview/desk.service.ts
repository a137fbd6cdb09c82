import { Injectable } from '@nestjs/common';
import { CalendarReading } from '../calendar/calendar-reading.service';
import { type Day, startOf } from '../domain/day';
import { sayPeriod } from '../domain/period';
import { reviewDueOn } from '../domain/review';
import type { WorkingCalendar } from '../domain/working-calendar';
import { toLightView } from '../duties/lists/duty.view';
import { lightColumns, type LightRow, lightsOf } from '../duties/lists/light-facts';
import { shownLightSql } from '../duties/lists/light-sql';
import { RulesInForce, type SupervisionRules } from '../plan/rules-in-force.service';
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
    private readonly rules: RulesInForce,
    private readonly clock: Clock,
    private readonly years: CalendarReading,
  ) {}

  async show(): Promise<DeskView> {
    const today = this.clock.today();
    const rules = await this.rules.current();
    const { calendar } = rules;
    const red = sql`duty d JOIN schedule s ON s.id = d.schedule_id
      WHERE d.owed_on < ${today} AND ${shownLightSql(today, calendar)} = 'red'`;
    const soon = calendar.addWorkdays(today, SOON_WORKDAYS);
    return {
      trial: await this.db.rows(sql`
        SELECT s.id AS "scheduleId", s.name FROM schedule s JOIN plan p ON p.id = s.plan_id
         WHERE s.state = 'trial' AND p.state = 'live' ORDER BY s.id`),
      toReview: await this.toReview(today, rules),
      extensionsPending: await this.count(sql`extension WHERE state = 'pending'`),
      ...(await this.questions(today, rules)),
      ...(await this.toConfirm(today)),
      unserved: await this.heldUnits('unserved'),
      withoutContact: await this.heldUnits('no-contact'),
      overdueTotal: await this.count(red),
      overdue: await this.overdue(red, today, calendar),
      dueSoon: await this.count(
        sql`duty WHERE state = 'open' AND counts = 1 AND due_on >= ${today} AND due_on <= ${soon}`,
      ),
    };
  }

  /** A question is due some workdays after it came; from the next day on it is late. */
  private async questions(today: Day, { calendar, terms }: SupervisionRules) {
    const before = startOf(calendar.addWorkdays(today, -terms.objectionWorkdays));
    const asked = sql`charge WHERE ack_state IN ('objected', 'not-involved-asked')`;
    const disputed = sql`dispute WHERE state = 'pending'`;
    return {
      objectionsPending: await this.count(asked),
      objectionsLate: await this.count(sql`${asked} AND objected_at < ${before}`),
      disputesPending: await this.count(disputed),
      disputesLate: await this.count(sql`${disputed} AND at < ${before}`),
    };
  }

  /** What the office only has to confirm or load once. */
  private async toConfirm(today: Day) {
    return {
      calendarMissing: (await this.years.showYear(Number(today.slice(0, 4)))).nextYearMissing,
      namesToConfirm: await this.count(sql`unit WHERE name_confirmed = 0 AND succeeded_by IS NULL`),
      leadsToConfirm: await this
        .count(sql`assignment a JOIN item i ON i.id = a.item_id JOIN plan p ON p.id = i.plan_id
        WHERE a.role = 'lead' AND a.lead_inferred = 1 AND p.state = 'live' AND p.leads_confirmed_at IS NULL`),
    };
  }

  private async toReview(today: Day, { calendar, terms }: SupervisionRules): Promise<DeskReviewView> {
    const waiting = await this.db.row<{ count: number; oldest: string | null }>(sql`
      SELECT COUNT(*) AS count, MIN(r.handed_at) AS oldest FROM duty d
        JOIN report r ON r.duty_id = d.id AND r.state = 'standing' WHERE d.state = 'submitted'`);
    const oldestHandedAt = waiting?.oldest ?? null;
    if (oldestHandedAt === null) return { count: 0, oldestHandedAt, workdaysLeft: null };
    const dueOn = reviewDueOn(new Date(oldestHandedAt), calendar, terms);
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
