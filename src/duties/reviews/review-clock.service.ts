import { Injectable } from '@nestjs/common';
import { type Day, dayOf } from '../../domain/day';
import { sayPeriod } from '../../domain/period';
import { reviewDueOn } from '../../domain/review';
import { RulesInForce } from '../../plan/rules-in-force.service';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import { workdaysLeft } from './review-clock';
import type { LateReviewView, ReviewClockView } from './review-queue.view';

interface ClockRow {
  dutyId: number;
  unitName: string;
  label: string;
  shortName: string;
  period: string;
  handedAt: string;
  reviewedAt: string | null;
}

/** 本办时效: the office measures itself by the clock it is held to, on a page of its own. */
@Injectable()
export class ReviewClock {
  constructor(
    private readonly db: Database,
    private readonly rules: RulesInForce,
  ) {}

  /** Of one period, or of all that waits now when `period` is left out. */
  async show(today: Day, period?: string): Promise<ReviewClockView> {
    const { calendar, terms } = await this.rules.current();
    const measured = (await this.rows(period)).map((row): LateReviewView => {
      const { label, shortName, period: of, ...rest } = row;
      const dueOn = reviewDueOn(new Date(row.handedAt), calendar, terms);
      const until = row.reviewedAt === null ? today : dayOf(new Date(row.reviewedAt));
      const workdaysLate = Math.max(0, -workdaysLeft(until, dueOn, calendar));
      const item = `${label} ${shortName}`;
      return { ...rest, item, periodText: sayPeriod(of), reviewDueOn: dueOn, workdaysLate };
    });
    const waiting = measured.filter(({ reviewedAt }) => reviewedAt === null);
    const late = measured.filter(({ workdaysLate }) => workdaysLate > 0);
    const waitingLate = late.filter(({ reviewedAt }) => reviewedAt === null).length;
    return {
      ...{ waiting: waiting.length, waitingLate },
      ...{ reviewed: measured.length - waiting.length, reviewedLate: late.length - waitingLate, late },
    };
  }

  /** What waits has no review yet, or one that an upheld objection took away. */
  private rows(period?: string): Promise<ClockRow[]> {
    const names = sql`d.id AS "dutyId", u.name AS "unitName", i.label, i.short_name AS "shortName", d.period`;
    const named = sql`JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id`;
    return this.db.rows<ClockRow>(sql`
      SELECT ${names}, COALESCE((SELECT MAX(v.revoked_at) FROM review v WHERE v.report_id = r.id), r.handed_at) AS "handedAt",
             NULL AS "reviewedAt"
        FROM duty d JOIN report r ON r.duty_id = d.id AND r.state = 'standing' ${named}
       WHERE d.state = 'submitted' AND ${period === undefined ? sql`1 = 1` : sql`d.period = ${period}`}
      UNION ALL
      SELECT ${names}, v.handed_at AS "handedAt", v.at AS "reviewedAt"
        FROM duty d JOIN review v ON v.duty_id = d.id AND v.verdict <> 'send-back' ${named}
       WHERE ${period === undefined ? sql`1 = 0` : sql`d.period = ${period} AND d.role = 'lead'`}
       ORDER BY "handedAt"`);
  }
}
