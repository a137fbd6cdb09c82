import { Injectable } from '@nestjs/common';
import type { Day } from '../../domain/day';
import { isMadeUp } from '../../domain/hand-in';
import { sayPeriod } from '../../domain/period';
import { reviewDueOn } from '../../domain/review';
import { RulesInForce, type SupervisionRules } from '../../plan/rules-in-force.service';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { offsetOf, type Page, pageOf, type PageQuery } from '../../platform/http/page';
import { ReportReads } from '../reports/report-reads.service';
import { clockStart, workdaysLeft } from './review-clock';
import type { PreviousReportView, QueuedReportView } from './review-queue.view';
import type { ReportView } from '../reports/report.view';

interface QueuedRow {
  dutyId: number;
  version: number;
  unitId: number;
  succeededBy: number | null;
  unitName: string;
  label: string;
  shortName: string;
  period: string;
  round: number;
  dueOn: Day;
  firstHandedAt: string;
  reportId: number;
  previousId: number | null;
}

/** 报送审核: what waits, oldest first, with everything a reviewer wants beside it. */
@Injectable()
export class ReviewQueue {
  constructor(
    private readonly db: Database,
    private readonly reads: ReportReads,
    private readonly rules: RulesInForce,
  ) {}

  async page(actor: Actor, query: PageQuery, today: Day): Promise<Page<QueuedReportView>> {
    const waiting = await this.db.row<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM duty d WHERE d.state = 'submitted'`,
    );
    const rows = await this.rows(query);
    const reports = await this.reads.reports(sql`r.id IN ${sql.list(rows.map(({ reportId }) => reportId))}`);
    const previous = await this.previous(rows.flatMap(({ previousId }) => previousId ?? []));
    const parts = await this.parts(rows.map(({ dutyId }) => dutyId));
    const rules = await this.rules.current();
    const views = rows.flatMap((row) => {
      const report = reports.find(({ id }) => id === row.reportId);
      const beside = {
        parts: parts.get(row.dutyId) ?? [],
        previous: previous.get(row.previousId ?? 0) ?? null,
      };
      return report ? [{ ...toQueuedView(row, report, rules, { today, actor }), ...besideView(beside) }] : [];
    });
    return pageOf(query, views, waiting?.n ?? 0);
  }

  private rows(query: PageQuery): Promise<QueuedRow[]> {
    return this.db.rows<QueuedRow>(sql`
      SELECT d.id AS "dutyId", d.version, d.unit_id AS "unitId", u.succeeded_by AS "succeededBy", u.name AS "unitName",
             i.label, i.short_name AS "shortName", d.period, d.round, d.due_on AS "dueOn",
             d.first_handed_at AS "firstHandedAt", r.id AS "reportId",
             (SELECT p.id FROM duty p WHERE p.schedule_id = d.schedule_id AND p.item_id = d.item_id
                 AND p.unit_id = d.unit_id AND p.opens_on < d.opens_on AND p.state = 'accepted'
               ORDER BY p.opens_on DESC LIMIT 1) AS "previousId"
        FROM duty d JOIN report r ON r.duty_id = d.id AND r.state = 'standing'
        JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
       WHERE d.state = 'submitted' ORDER BY r.handed_at, d.id LIMIT ${query.size} OFFSET ${offsetOf(query)}`);
  }

  private async previous(dutyIds: readonly number[]): Promise<Map<number, PreviousReportView>> {
    const rows = await this.db.rows<
      Omit<PreviousReportView, 'periodText'> & { dutyId: number; period: string }
    >(sql`
      SELECT d.id AS "dutyId", d.period, r.progress, r.problems, r.next_steps AS "nextSteps",
             COALESCE(v.remark, '') AS remark
        FROM duty d JOIN report r ON r.duty_id = d.id AND r.state = 'standing'
        LEFT JOIN review v ON v.report_id = r.id AND v.verdict = 'accept' AND v.revoked_at IS NULL
       WHERE d.id IN ${sql.list(dutyIds)}`);
    return new Map(
      rows.map(({ dutyId, period, ...text }) => [dutyId, { periodText: sayPeriod(period), ...text }]),
    );
  }

  private async parts(dutyIds: readonly number[]): Promise<Map<number, PartRow[]>> {
    const rows = await this.db.rows<PartRow & { dutyId: number }>(sql`
      SELECT d.id AS "dutyId", u.name, CASE WHEN p.state = 'accepted' THEN 1 ELSE 0 END AS received
        FROM duty d JOIN duty p ON p.item_id = d.item_id AND p.lead_period = d.lead_period AND p.role = 'support'
        JOIN unit u ON u.id = p.unit_id
       WHERE d.id IN ${sql.list(dutyIds)} AND p.state <> 'waived' ORDER BY u.sort`);
    const parts = new Map<number, PartRow[]>();
    for (const row of rows) parts.set(row.dutyId, [...(parts.get(row.dutyId) ?? []), row]);
    return parts;
  }
}

interface PartRow {
  name: string;
  received: number;
}

type Beside = Pick<QueuedReportView, 'partsTotal' | 'partsReceived' | 'partsMissing' | 'previous'>;

function besideView({ parts, previous }: { parts: PartRow[]; previous: PreviousReportView | null }): Beside {
  const partsMissing = parts.filter(({ received }) => received === 0).map(({ name }) => name);
  return {
    partsTotal: parts.length,
    partsReceived: parts.length - partsMissing.length,
    partsMissing,
    previous,
  };
}

function toQueuedView(
  row: QueuedRow,
  report: ReportView,
  { calendar, terms }: SupervisionRules,
  { today, actor }: { today: Day; actor: Actor },
): Omit<QueuedReportView, keyof Beside> {
  const dueOn = reviewDueOn(clockStart(report), calendar, terms);
  const { dutyId, version, unitId, unitName, label, shortName, period, round } = row;
  return {
    ...{ dutyId, version, unitId, unitName, item: `${label} ${shortName}`, period, round, report },
    periodText: sayPeriod(period),
    madeUp: isMadeUp({ firstHandedAt: new Date(row.firstHandedAt), dueOn: row.dueOn }),
    ownUnit: actor.homeUnitIds.some((id) => id === unitId || id === row.succeededBy),
    reviewDueOn: dueOn,
    workdaysLeft: workdaysLeft(today, dueOn, calendar),
  };
}
