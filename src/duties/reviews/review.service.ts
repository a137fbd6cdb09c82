import { Injectable } from '@nestjs/common';
import { type Day, dayOf, sayMonthDay, sayShortDay } from '../../domain/day';
import { isMadeUp } from '../../domain/hand-in';
import { refuse } from '../../domain/refusal';
import { accept, returnReport } from '../../domain/review';
import { RulesInForce } from '../../plan/rules-in-force.service';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import { type DutyAct, DutyActs } from '../duty-acts.service';
import type { DutyRow } from '../duty-facts';
import { type DutyStandView, toDutyStandView } from '../duty-stand.view';
import { Reviewers } from './reviewers.service';
import { findReport, insertReview } from './review-rows';
import { type ReturnReason, sayReasons } from './review-reasons';

export interface ReturnRequest {
  reasons: readonly ReturnReason[];
  note: string;
  fixBy: Day | null;
}

/** 审核: the office reads, accepts or returns a lead's report; a part is reviewed by nobody here. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly db: Database,
    private readonly acts: DutyActs,
    private readonly reviewers: Reviewers,
    private readonly rules: RulesInForce,
  ) {}

  /** Review begins: from now on the unit can neither withdraw nor replace what it handed in. */
  async beginReading(reportId: number, at: Date): Promise<void> {
    await this.db.write(async () => {
      const report = await findReport(this.db, reportId);
      // locks out a withdrawal of the same moment
      const duty = await this.acts.find(report.dutyId, sql`d.role = 'lead'`);
      if (duty.state !== 'submitted' || report.state !== 'standing')
        throw new Refused(refuse('stale-version'));
      await this.db.changed(
        sql`UPDATE report SET read_at = ${at} WHERE id = ${report.id} AND read_at IS NULL`,
      );
    });
  }

  /** `version` is the duty's. The remark is for next time: nothing more is owed now. */
  async accept(
    actor: Actor,
    reportId: number,
    version: number,
    remark: string,
    at: Date,
  ): Promise<DutyStandView> {
    return this.db.write(async () => {
      const { report, duty, selfReview } = await this.reviewers.take(actor, reportId, version);
      const act: DutyAct = { kind: 'accepted', at, reason: remark, facts: { report: report.id, selfReview } };
      const changes = await this.acts.act(actor, duty, accept(duty, at), act);
      const review = { verdict: 'accept', remark, reasons: [], fixBy: null, selfReview } as const;
      await insertReview(this.db, actor, report, review, at);
      if (remark !== '') {
        await this.acts.tell(duty, ({ item, period }, to) => {
          const facts = { item, period, remark: `请下期一并补充:${remark}。` };
          return { ...to, kind: 'accepted', step: report.id, textKey: 'accepted', facts };
        });
      }
      return toDutyStandView(duty, changes);
    });
  }

  /** 退回: a new round; the first hand-in keeps its timeliness. */
  async return(
    actor: Actor,
    reportId: number,
    version: number,
    request: ReturnRequest,
    at: Date,
  ): Promise<DutyStandView> {
    const { calendar, terms } = await this.rules.current();
    return this.db.write(async () => {
      const { report, duty, selfReview } = await this.reviewers.take(actor, reportId, version);
      const { reasons, note } = request;
      const reason = sayReasons(reasons, note);
      const decision = returnReport(duty, { on: dayOf(at), reason, fixBy: request.fixBy }, calendar, terms);
      const act: DutyAct = { kind: 'returned', at, reason, facts: { report: report.id, selfReview } };
      const changes = await this.acts.act(actor, duty, decision, act);
      const fixBy = changes.fixBy ?? null;
      const review = { verdict: 'return', remark: note, reasons, fixBy, selfReview } as const;
      await insertReview(this.db, actor, report, review, at);
      await this.acts.tell(duty, ({ item, period }, to) => {
        const facts = {
          item,
          period,
          fixBy: sayShortDay(fixBy ?? dayOf(at)),
          reasons: reason,
          first: sayFirst(duty),
        };
        return { ...to, kind: 'returned', textKey: 'returned', facts, urgent: true };
      });
      return toDutyStandView(duty, changes);
    });
  }
}

/** T5: a return never costs the timeliness of the first hand-in. */
function sayFirst(duty: DutyRow): string {
  if (!duty.firstHandedAt) return '';
  const day = sayMonthDay(dayOf(duty.firstHandedAt));
  return isMadeUp(duty)
    ? `首次报送时间${day}已记为补报,本次为整改。`
    : `首次报送时间${day}已记为按时,本次为整改,不影响按时认定。`;
}
