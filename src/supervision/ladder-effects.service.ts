import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import { CaseOpenings } from './case-openings.service';
import { type StepSweep, stepping } from './step-sweep';

/**
 * What a step comes to (domain §6). Leads: the unit is told, a case is opened, the case goes to the office's head.
 * Supporters: the unit is told and its lead has a copy, the duty joins the unit's case.
 */
@Injectable()
export class LadderEffects {
  constructor(
    private readonly db: Database,
    private readonly cases: CaseOpenings,
  ) {}

  async follow(sweep: StepSweep): Promise<void> {
    switch (`${sweep.role} ${sweep.step}`) {
      case 'lead 1':
        return this.tell(sweep, {
          kind: 'ladder',
          audience: 'unit',
          reader: sql`d.unit_id`,
          textKey: 'overdue',
        });
      case 'lead 2':
        await this.cases.openForLeads(sweep);
        return this.tellOffice(sweep);
      case 'lead 3':
        await this.cases.passToHead(sweep);
        return this.tellHead(sweep);
      case 'support 1':
        await this.tell(sweep, {
          kind: 'ladder',
          audience: 'unit',
          reader: sql`d.unit_id`,
          textKey: 'overdue',
        });
        return this.copyToLead(sweep);
      case 'support 2':
        await this.cases.joinForSupporters(sweep);
        return this.tellOffice(sweep);
    }
  }

  private tellOffice(sweep: StepSweep): Promise<void> {
    return this.tell(sweep, { kind: 'case', audience: 'office', reader: sql`0`, textKey: 'case-opened' });
  }

  /** Without an active head everybody in the office is told, marked 待负责人. */
  private async tellHead(sweep: StepSweep): Promise<void> {
    const head = await this.db.row(sql`
      SELECT po.id FROM post po JOIN account a ON a.id = po.account_id
       WHERE po.role = 'office-head' AND po.state = 'active' AND a.state = 'active' LIMIT 1`);
    const to = head
      ? ({ audience: 'head', textKey: 'case-to-head' } as const)
      : ({ audience: 'office', textKey: 'case-awaits-head' } as const);
    await this.tell(sweep, { kind: 'head', reader: sql`0`, ...to });
  }

  /** Where one unit leads the item; of many leading together none collects the parts. */
  private copyToLead(sweep: StepSweep): Promise<void> {
    const lead = sql`
      SELECT MIN(c.unit_id) FROM charge c
       WHERE c.item_id = d.item_id AND c.role = 'lead' AND c.ack_state <> 'ended' HAVING COUNT(*) = 1`;
    const [reader, only] = [sql`(${lead})`, sql`AND EXISTS (${lead})`];
    return this.tell(sweep, { kind: 'ladder-copy', audience: 'unit', reader, only, textKey: 'overdue-copy' });
  }

  private async tell(
    sweep: StepSweep,
    to: { kind: string; audience: string; reader: Sql; only?: Sql; textKey: string },
  ): Promise<void> {
    await this.db.changed(sql`
      INSERT INTO notice (unit_id, audience, duty_id, round, kind, step, about_on, day, at,
                          urgent, text_key, facts, outcome, message_id)
      SELECT ${to.reader}, ${sql.text(to.audience)}, d.id, l.round, ${sql.text(to.kind)}, l.step, CAST(l.term AS varchar(10)),
             ${sql.text(sweep.day)}, ${sql.text(sweep.at)}, 0, ${sql.text(to.textKey)}, '{}', 'pending', 0
        FROM ladder_step l JOIN duty d ON d.id = l.duty_id
       WHERE ${stepping(sweep)} AND l.step = ${sweep.step} AND l.round = d.round AND l.term = d.term ${to.only ?? sql``}
      ON CONFLICT (unit_id, duty_id, round, kind, step, about_on) DO NOTHING`);
  }
}
