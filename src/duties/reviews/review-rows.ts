import { refuse } from '../../domain/refusal';
import type { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import type { Report } from '../reports/report.entity';
import type { Review } from './review.entity';
import type { ReturnReason } from './review-reasons';

export type ReviewedReport = Pick<
  Report,
  'id' | 'dutyId' | 'state' | 'handedAt' | 'readAt' | 'via' | 'byAccount'
>;

export type NewReview = Pick<Review, 'verdict' | 'remark' | 'fixBy'> & {
  reasons: readonly ReturnReason[];
  selfReview: boolean;
};

/** 404 for an unknown report; its duty is still to be found in the actor's scope. */
export async function findReport(db: Database, reportId: number): Promise<ReviewedReport> {
  const report = await db.row<ReviewedReport>(sql`
    SELECT r.id, r.duty_id AS "dutyId", r.state, r.handed_at AS "handedAt", r.read_at AS "readAt", r.via,
           r.by_account AS "byAccount"
      FROM report r WHERE r.id = ${reportId}`);
  if (!report) throw new Refused(refuse('not-found'));
  return report;
}

/** 412 for a revision that stands no longer: the reader has not seen what came after it. */
export function demandStanding(report: ReviewedReport): void {
  if (report.state !== 'standing') throw new Refused(refuse('stale-version'));
}

/** The verdict; a report that has to be mended stands no longer. A reviewed report has been read. */
export async function insertReview(
  db: Database,
  actor: Actor,
  report: ReviewedReport,
  review: NewReview,
  at: Date,
): Promise<number> {
  const { verdict, remark, reasons, fixBy, selfReview } = review;
  const state = verdict === 'accept' ? 'standing' : 'returned';
  await db.changed(sql`
    UPDATE report SET state = ${state}, read_at = COALESCE(read_at, ${sql.text(at)}) WHERE id = ${report.id}`);
  // an upheld objection put the report back: the office's clock began anew with it
  const clockStart = sql`COALESCE((SELECT MAX(v.revoked_at) FROM review v WHERE v.report_id = ${report.id}),
    ${sql.text(report.handedAt)})`;
  const row = await db.row<{ id: number }>(sql`
    INSERT INTO review (report_id, duty_id, verdict, remark, reasons, fix_by, self_review, handed_at, at, by_account)
    VALUES (${report.id}, ${report.dutyId}, ${verdict}, ${remark}, ${JSON.stringify(reasons)}, ${fixBy},
            ${selfReview}, ${clockStart}, ${at}, ${actor.accountId})
    RETURNING id`);
  return row?.id ?? 0;
}
