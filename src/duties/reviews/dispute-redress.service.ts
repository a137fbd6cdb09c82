import { Injectable } from '@nestjs/common';
import { dayOf } from '../../domain/day';
import { withdraw } from '../../domain/hand-in';
import { reopen, revokeReturn } from '../../domain/review';
import { RulesInForce } from '../../plan/rules-in-force.service';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import type { Decided } from './dispute-facts';
import { type DutyAct, DutyActs } from '../duty-acts.service';
import type { DutyRow } from '../duty-facts';
import { loadHandInFacts } from '../reports/hand-in-facts';
import { endStanding, keepNilRuns } from '../reports/report-rows';

interface Redress {
  answer: string;
  at: Date;
}

/** An objection was upheld: the decision is undone as far as nothing has come after it; ladder steps stay recorded. */
@Injectable()
export class DisputeRedress {
  constructor(
    private readonly db: Database,
    private readonly acts: DutyActs,
    private readonly rules: RulesInForce,
  ) {}

  lock({ dutyId }: Decided): Promise<DutyRow> {
    return this.acts.find(dutyId, sql`1 = 1`);
  }

  async undo(actor: Actor, duty: DutyRow, decided: Decided, redress: Redress): Promise<void> {
    if (decided.subject === 'review') await this.undoReturn(actor, duty, decided, redress);
    else await this.undoOnBehalf(actor, duty, decided, redress);
  }

  /** The report stands as it was handed in. After a rework the return is revoked in the record only. */
  private async undoReturn(
    actor: Actor,
    duty: DutyRow,
    decided: Decided,
    { answer, at }: Redress,
  ): Promise<void> {
    await this.db.changed(sql`UPDATE review SET revoked_at = ${at} WHERE id = ${decided.id}`);
    if (duty.state !== 'returned' || !(await this.isLatest(decided))) return;
    await this.acts.act(actor, duty, revokeReturn(duty, at), { kind: 'return-revoked', at, reason: answer });
    await this.db.changed(sql`UPDATE report SET state = 'standing' WHERE id = ${decided.reportId}`);
  }

  /** What was entered wrongly is taken out: the duty is owed as before, or, once accepted, worked on again. */
  private async undoOnBehalf(
    actor: Actor,
    duty: DutyRow,
    decided: Decided,
    { answer, at }: Redress,
  ): Promise<void> {
    if (decided.reportState !== 'standing') return;
    if (duty.role === 'lead' && duty.state === 'accepted') {
      const { calendar, terms } = await this.rules.current();
      const decision = reopen(duty, { on: dayOf(at), reason: answer, fixBy: null }, calendar, terms);
      await this.acts.act(actor, duty, decision, { kind: 'reopened', at, reason: answer });
      await endStanding(this.db, [duty.id], 'returned');
      return;
    }
    const nobodyUsesIt = { readAt: null, leadHandedIn: false };
    const act: DutyAct = { kind: 'on-behalf-revoked', at, reason: answer };
    await this.acts.act(actor, duty, withdraw(duty, nobodyUsesIt), act);
    await endStanding(this.db, [duty.id], 'withdrawn');
    const facts = (await loadHandInFacts(this.db, [duty])).get(duty.id);
    await keepNilRuns(this.db, [{ chargeId: duty.chargeId, nilRun: facts?.nilRun ?? 0 }]);
  }

  private async isLatest({ reportId, dutyId, reportState }: Decided): Promise<boolean> {
    const newer = await this.db.row(sql`
      SELECT id FROM report WHERE duty_id = ${dutyId} AND id > ${reportId} AND state IN ('standing', 'returned') LIMIT 1`);
    return reportState === 'returned' && newer === undefined;
  }
}
