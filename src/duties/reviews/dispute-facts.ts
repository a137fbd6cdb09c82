import { sayPeriod } from '../../domain/period';
import { refuse } from '../../domain/refusal';
import type { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import { Refused } from '../../platform/http/refused';
import type { Dispute, DisputeSubject } from './dispute.entity';
import type { ReportState, ReportVia } from '../reports/report.entity';
import type { Verdict } from './review.entity';

/** A decision a unit may object to, and the report it is about. */
export interface Decided {
  subject: DisputeSubject;
  id: number;
  reportId: number;
  dutyId: number;
  reportState: ReportState;
  /** Of a review. */
  verdict: Verdict | null;
  /** Of a report: anything but web was entered by the office. */
  via: ReportVia;
  at: string;
  byAccount: number;
}

const columns = sql`r.id AS "reportId", r.duty_id AS "dutyId", r.state AS "reportState", r.via`;

/** The return, send-back or report of that id; 404 when there is none. */
export async function findDecided(db: Database, subject: DisputeSubject, id: number): Promise<Decided> {
  const decided =
    subject === 'review'
      ? await db.row<Omit<Decided, 'subject' | 'id'>>(sql`
          SELECT ${columns}, v.verdict, v.at, v.by_account AS "byAccount"
            FROM review v JOIN report r ON r.id = v.report_id WHERE v.id = ${id}`)
      : await db.row<Omit<Decided, 'subject' | 'id'>>(sql`
          SELECT ${columns}, NULL AS verdict, r.handed_at AS at, r.by_account AS "byAccount"
            FROM report r WHERE r.id = ${id}`);
  if (!decided) throw new Refused(refuse('not-found'));
  return { ...decided, subject, id };
}

export interface DisputeRow extends Pick<
  Dispute,
  'id' | 'unitId' | 'reason' | 'state' | 'at' | 'answer' | 'answeredAt'
> {
  subject: DisputeSubject;
  subjectId: number;
  dutyId: number;
  reportId: number;
  verdict: Verdict | null;
  unitName: string;
  label: string;
  shortName: string;
  period: string;
}

/** Objections to reviews and reports (alias o) with their duty (alias d), the latest first; `page` ends the statement. */
export function loadDisputes(db: Database, where: Sql, page: Sql = sql``): Promise<DisputeRow[]> {
  return db.rows<DisputeRow>(sql`
    SELECT o.id, o.subject, o.subject_id AS "subjectId", o.unit_id AS "unitId", u.name AS "unitName", o.reason, o.state,
           o.at, o.answer, o.answered_at AS "answeredAt", d.id AS "dutyId", r.id AS "reportId", v.verdict, d.period,
           i.label, i.short_name AS "shortName"
      ${disputed} WHERE ${where} ORDER BY o.id DESC ${page}`);
}

/** What every query over objections reads from. */
export const disputed = sql`FROM dispute o
  LEFT JOIN review v ON o.subject = 'review' AND v.id = o.subject_id
  JOIN report r ON r.id = CASE WHEN o.subject = 'report' THEN o.subject_id ELSE v.report_id END
  JOIN duty d ON d.id = r.duty_id JOIN item i ON i.id = d.item_id JOIN unit u ON u.id = o.unit_id`;

const DECISIONS: Record<Verdict, string> = {
  return: '报告的退回',
  'send-back': '配合材料的请补充',
  accept: '报告的通过',
};

/** 「任务6 示范区创建」2026年第四季度报告的退回 */
export function sayDecided(item: string, period: string, verdict: Verdict | null): string {
  return `「${item}」${period}${verdict ? DECISIONS[verdict] : '材料的代录'}`;
}

export function sayDisputed({ label, shortName, period, verdict }: DisputeRow): string {
  return sayDecided(`${label} ${shortName}`, sayPeriod(period), verdict);
}
