import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import type { ChargeAction } from '../domain/charge-state';
import { type Day, dayOf } from '../domain/day';
import { refuse } from '../domain/refusal';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import { ChargeChanges } from './charge-changes';
import { decision } from './charge-ending.service';
import { type ChargeFacts, ChargeMoves } from './charge-moves';

export interface ChargeVerdict {
  verdict: 'upheld' | 'refused';
  /** Last day of a 不涉及; without it: till the plan changes. */
  until?: Day;
  note: string;
}

type Answer = Extract<ChargeAction, 'uphold' | 'refuse' | 'find-not-involved'>;

/** As the record names it. */
const RECORDED: Record<Answer, string> = {
  uphold: 'charge.objection-upheld',
  refuse: 'charge.question-refused',
  'find-not-involved': 'charge.found-not-involved',
};

/** What the office answers to a unit's question (domain §4.5). */
@Injectable()
export class ChargeDecisions {
  constructor(
    private readonly db: Database,
    private readonly moves: ChargeMoves,
    private readonly changes: ChargeChanges,
    private readonly audit: Audit,
  ) {}

  async decide(by: Actor, chargeId: number, version: number, said: ChargeVerdict, at: Date): Promise<void> {
    const today = dayOf(at);
    if (said.until !== undefined && said.until < today)
      throw new Refused(refuse('day-past', { day: said.until }));
    await this.db.write(async () => {
      const charge = await this.moves.load(by, chargeId);
      const ownUnit = await this.requireOther(by, charge);
      const action = actionOf(charge, said.verdict);
      const also = [...decision(by, said.note, at), ...consequence(action, said, today, by, at)];
      await this.moves.take(charge, version, action, by, also);
      await this.follow(by, charge, action, today);
      this.audit.note(by, {
        action: RECORDED[action],
        subject: 'charge',
        subjectId: chargeId,
        version: version + 1,
        facts: { ...said, ownUnit },
      });
    });
  }

  /**
   * Nobody answers their own unit's question. Answers true where the office has nobody else, which the record then
   * shows; who raised the question in person may never answer it.
   */
  private async requireOther(by: Actor, charge: ChargeFacts): Promise<boolean> {
    if (charge.objectedBy === by.accountId) throw new Refused(refuse('own-charge'));
    if (!by.homeUnitIds.includes(charge.unitId)) return false;
    const other = await this.db.row(sql`
      SELECT a.id FROM account a
       WHERE a.state = 'active' AND a.id <> ${by.accountId}
         AND EXISTS (SELECT 1 FROM post p WHERE p.account_id = a.id AND p.state = 'active'
                        AND p.role IN ('office', 'office-head'))
         AND NOT EXISTS (SELECT 1 FROM post p WHERE p.account_id = a.id AND p.state = 'active'
                            AND p.unit_id = ${charge.unitId})`);
    if (other) throw new Refused(refuse('own-charge'));
    return true;
  }

  private async follow(by: Actor, charge: ChargeFacts, action: Answer, today: Day): Promise<void> {
    if (action === 'refuse') await this.changes.refused(by, [charge.id], today);
    if (action === 'uphold') await this.changes.ended(by, charge.id, 'upheld', today);
    if (action === 'find-not-involved') await this.changes.ended(by, charge.id, 'not-involved', today);
  }
}

function actionOf(charge: ChargeFacts, verdict: ChargeVerdict['verdict']): Answer {
  if (verdict === 'refused') return 'refuse';
  return charge.ackState === 'not-involved-asked' ? 'find-not-involved' : 'uphold';
}

function consequence(action: Answer, said: ChargeVerdict, today: Day, by: Actor, at: Date): Sql[] {
  if (action === 'uphold') return [sql`until = ${today}`];
  if (action === 'find-not-involved') return [sql`not_involved_until = ${said.until ?? null}`];
  // refused: the charge stands as if it had been signed
  return [
    sql`acked_at = COALESCE(acked_at, ${sql.text(at)})`,
    sql`acked_by = CASE WHEN acked_by = 0 THEN ${sql.int(by.accountId)} ELSE acked_by END`,
  ];
}
