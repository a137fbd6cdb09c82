import { Injectable } from '@nestjs/common';
import { mayReview } from '../../domain/review';
import { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { agreed, DutyActs } from '../duty-acts.service';
import type { DutyRow } from '../duty-facts';
import { demandStanding, findReport, type ReviewedReport } from './review-rows';

export interface UnderReview {
  report: ReviewedReport;
  duty: DutyRow;
  /** 本单位自审 */
  selfReview: boolean;
}

/** Who belongs to the unit may not decide on its report, unless nobody else in the office could (domain §5). */
@Injectable()
export class Reviewers {
  constructor(
    private readonly db: Database,
    private readonly acts: DutyActs,
  ) {}

  /** The report and its locked duty (at `version`), when this reviewer may decide on them. */
  async take(actor: Actor, reportId: number, version: number): Promise<UnderReview> {
    const report = await findReport(this.db, reportId);
    const duty = await this.acts.find(report.dutyId, sql`1 = 1`, version);
    demandStanding(report);
    return { report, duty, ...(await this.demandMay(actor, duty.unitId)) };
  }

  /** Refuses who belongs to the unit while somebody outside it could decide. */
  async demandMay(actor: Actor, unitId: number): Promise<{ selfReview: boolean }> {
    const belongs = await this.belongs(actor, unitId);
    return agreed(mayReview(belongs, belongs && (await this.othersCan(actor, unitId))));
  }

  private async belongs(actor: Actor, unitId: number): Promise<boolean> {
    const unit = await this.db.row(
      sql`${successorsOf(unitId)} SELECT id FROM become WHERE id IN ${sql.list(actor.homeUnitIds)} LIMIT 1`,
    );
    return unit !== undefined;
  }

  private async othersCan(actor: Actor, unitId: number): Promise<boolean> {
    const other = await this.db.row(sql`${successorsOf(unitId)}
      SELECT a.id FROM account a JOIN post p ON p.account_id = a.id
       WHERE a.state = 'active' AND p.state = 'active' AND p.role IN ('office', 'office-head')
         AND a.id <> ${actor.accountId} AND NOT EXISTS (
           SELECT 1 FROM post h JOIN become b ON b.id = h.unit_id WHERE h.account_id = a.id AND h.state = 'active')
       LIMIT 1`);
    return other !== undefined;
  }
}

/** `become(id)`: the unit and everything it was merged into since, one after the other. */
const successorsOf = (unitId: number): Sql => sql`
  WITH RECURSIVE become (id) AS (
    SELECT id FROM unit WHERE id = ${unitId}
    UNION
    SELECT u.succeeded_by FROM unit u JOIN become b ON b.id = u.id WHERE u.succeeded_by IS NOT NULL)`;
