import { Injectable } from '@nestjs/common';
import { type Day, dayOf, sayShortDay } from '../../domain/day';
import { refuse } from '../../domain/refusal';
import { sendBack } from '../../domain/review';
import { RulesInForce } from '../../plan/rules-in-force.service';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import { DutyActs } from '../duty-acts.service';
import type { DutyRow } from '../duty-facts';
import { type DutyStandView, toDutyStandView } from '../duty-stand.view';
import { readableDuties } from './report-scope';
import { demandStanding, findReport, insertReview, type NewReview } from '../reviews/review-rows';

interface Lead {
  name: string;
  mine: number;
  handedIn: number;
}

/** 请补充: the lead asks a supporter for more, until it has handed in its own report. */
@Injectable()
export class PartSendBack {
  constructor(
    private readonly db: Database,
    private readonly acts: DutyActs,
    private readonly rules: RulesInForce,
  ) {}

  /** `version` is that of the part's duty. */
  async sendBack(
    actor: Actor,
    reportId: number,
    version: number,
    request: { reason: string; fixBy: Day | null; at: Date },
  ): Promise<DutyStandView> {
    const { calendar, terms } = await this.rules.current();
    return this.db.write(async () => {
      const report = await findReport(this.db, reportId);
      const readable = sql`d.role = 'support' AND ${readableDuties(actor)}`;
      const duty = await this.acts.find(report.dutyId, readable, version);
      const lead = await this.leadAsked(actor, duty);
      demandStanding(report);
      const { reason, fixBy, at } = request;
      const rework = { on: dayOf(at), reason, fixBy };
      const decision = sendBack(duty, rework, lead.handedIn === 1, calendar, terms);
      const changes = await this.acts.act(actor, duty, decision, { kind: 'sent-back', at, reason });
      await insertReview(this.db, actor, report, said(reason, changes.fixBy ?? null), at);
      await this.acts.tell(duty, ({ item, period }, to) => {
        const fixOn = sayShortDay(changes.fixBy ?? dayOf(at));
        const facts = { item, period, lead: lead.name, reasons: reason, fixBy: fixOn };
        return { ...to, kind: 'sent-back', textKey: 'sent-back', facts, urgent: true };
      });
      return toDutyStandView(duty, changes);
    });
  }

  /** The part's one lead, which has to be the actor: to anybody else who reads it there is nothing here to do. */
  private async leadAsked(actor: Actor, duty: DutyRow): Promise<Lead> {
    const leads = await this.db.rows<Lead>(sql`
      SELECT u.name, CASE WHEN l.unit_id IN ${sql.list(actor.unitIds)} THEN 1 ELSE 0 END AS mine,
             CASE WHEN l.state IN ('submitted', 'accepted') THEN 1 ELSE 0 END AS "handedIn"
        FROM duty d, duty l JOIN unit u ON u.id = l.unit_id
       WHERE d.id = ${duty.id} AND l.item_id = d.item_id AND l.lead_period = d.lead_period AND l.role = 'lead' AND l.state <> 'waived'`);
    const lead = leads.find(({ mine }) => mine === 1);
    if (!lead) throw new Refused(refuse('not-found'));
    if (leads.length > 1) throw new Refused(refuse('collective-lead'));
    return lead;
  }
}

const said = (remark: string, fixBy: Day | null): NewReview => {
  return { verdict: 'send-back', remark, reasons: [], fixBy, selfReview: false };
};
