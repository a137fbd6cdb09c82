import { Injectable } from '@nestjs/common';
import { refuse } from '../../domain/refusal';
import { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import { readableDuties } from './report-scope';
import type { Report } from './report.entity';
import { type ReportView, reportStateTexts, type ReviewView, verdictTexts } from './report.view';
import type { ReturnReason } from '../reviews/review-reasons';
import type { Review } from '../reviews/review.entity';

type ReportRow = Omit<Report, 'byAccount' | 'batchId'> &
  Pick<ReportView, 'signer' | 'signerPost' | 'signedOn' | 'by'> & { digest: string; digestVersion: number };

type ReviewRow = Pick<
  Review,
  'id' | 'reportId' | 'verdict' | 'remark' | 'reasons' | 'fixBy' | 'selfReview' | 'at' | 'revokedAt'
> & {
  by: string;
};

/** What was handed in and what was said of it, for whoever may read the duty. */
@Injectable()
export class ReportReads {
  constructor(private readonly db: Database) {}

  async one(actor: Actor, reportId: number): Promise<ReportView> {
    const [report] = await this.reports(sql`r.id = ${reportId} AND ${readableDuties(actor)}`);
    if (!report) throw new Refused(refuse('not-found'));
    return report;
  }

  /** All revisions of a duty, the latest first. */
  async ofDuty(actor: Actor, dutyId: number): Promise<ReportView[]> {
    const scope = sql`d.id = ${dutyId} AND ${readableDuties(actor)}`;
    const duty = await this.db.row(sql`SELECT d.id FROM duty d WHERE ${scope}`);
    if (!duty) throw new Refused(refuse('not-found'));
    return this.reports(scope);
  }

  /** Reports that `where` names (aliases r, d) with their reviews. */
  async reports(where: Sql): Promise<ReportView[]> {
    const rows = await this.db.rows<ReportRow>(sql`
      SELECT r.id, r.duty_id AS "dutyId", r.revision, r.kind, r.progress, r.problems, r.next_steps AS "nextSteps",
             r.year_summary AS "yearSummary", r.remark, r.data_as_of AS "dataAsOf", r.missing_units AS "missingUnits",
             r.state, r.handed_at AS "handedAt", r.via, r.received_on AS "receivedOn", r.read_at AS "readAt",
             COALESCE(a.display_name, '系统') AS "by", COALESCE(b.signer, '') AS signer,
             COALESCE(b.signer_post, '') AS "signerPost", b.signed_on AS "signedOn",
             COALESCE(g.text, '') AS digest, COALESCE(g.version, 0) AS "digestVersion"
        FROM report r JOIN duty d ON d.id = r.duty_id
        LEFT JOIN account a ON a.id = r.by_account LEFT JOIN report_batch b ON b.id = r.batch_id
        LEFT JOIN digest_text g ON g.report_id = r.id
       WHERE ${where} ORDER BY r.duty_id, r.revision DESC`);
    const reviews = await this.reviewsOf(rows.map(({ id }) => id));
    const names = await this.unitNames(rows);
    return rows.map(({ digest, digestVersion, ...row }) => ({
      ...row,
      stateText: reportStateTexts[row.state],
      missingUnits: (JSON.parse(row.missingUnits) as string[]).map((code) => names.get(code) ?? code),
      digest: { text: digest, version: digestVersion },
      reviews: reviews.get(row.id) ?? [],
    }));
  }

  private async reviewsOf(reportIds: readonly number[]): Promise<Map<number, ReviewView[]>> {
    const rows = await this.db.rows<ReviewRow>(sql`
      SELECT v.id, v.report_id AS "reportId", v.verdict, v.remark, v.reasons, v.fix_by AS "fixBy",
             v.self_review AS "selfReview", v.at, v.revoked_at AS "revokedAt", COALESCE(a.display_name, '系统') AS "by"
        FROM review v LEFT JOIN account a ON a.id = v.by_account
       WHERE v.report_id IN ${sql.list(reportIds)} ORDER BY v.id`);
    const found = new Map<number, ReviewView[]>();
    for (const row of rows) found.set(row.reportId, [...(found.get(row.reportId) ?? []), toReviewView(row)]);
    return found;
  }

  /** Stored as codes: a unit keeps its code when it is renamed. */
  private async unitNames(rows: readonly ReportRow[]): Promise<Map<string, string>> {
    const codes = [...new Set(rows.flatMap((row) => JSON.parse(row.missingUnits) as string[]))];
    if (codes.length === 0) return new Map();
    const units = await this.db.rows<{ code: string; name: string }>(
      sql`SELECT code, name FROM unit WHERE code IN ${sql.list(codes)}`,
    );
    return new Map(units.map(({ code, name }) => [code, name]));
  }
}

function toReviewView({ selfReview, reasons, reportId: _, ...row }: ReviewRow): ReviewView {
  return {
    ...row,
    verdictText: verdictTexts[row.verdict],
    reasons: JSON.parse(reasons) as ReturnReason[],
    selfReview: selfReview === 1,
  };
}
