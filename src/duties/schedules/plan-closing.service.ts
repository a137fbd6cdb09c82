import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/audit';
import { refuse } from '../../domain/refusal';
import { Clock } from '../../platform/clock/clock';
import { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import { record } from '../duty-history';
import { MassWaiver } from '../waivers/mass-waiver.service';
import type { ClosePlanDto } from './plan-closing.dto';
import type { ClosedPlanView } from './plan-closing.view';

/** Closing a plan asks of every open duty: waive it, or carry it on under the successor (domain §4.6). */
@Injectable()
export class PlanClosingService {
  constructor(
    private readonly db: Database,
    private readonly waiver: MassWaiver,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async close(by: Actor, planId: number, version: number, dto: ClosePlanDto): Promise<ClosedPlanView> {
    return this.db.write(async () => {
      const plan = await this.db.row<{ number: string; state: string }>(
        sql`SELECT number, state FROM plan WHERE id = ${planId}`,
      );
      if (!plan) throw new Refused(refuse('not-found'));
      if (plan.state === 'closed') throw new Refused(refuse('plan-closed'));
      const successor = await this.successor(planId, dto);
      const carried = await this.carry(by, planId, dto, successor);
      const waived = await this.waiver.waive(sql`${dutiesOf(planId)} AND NOT (${carriedOf(dto)})`, {
        by,
        reason: `工作方案(${plan.number})已结束`,
        at: this.clock.now(),
      });
      await this.db.changed(sql`
        UPDATE schedule SET state = 'ended', version = version + 1 WHERE plan_id = ${planId} AND state <> 'ended'`);
      const closed = await this.db.changed(sql`
        UPDATE plan SET state = 'closed', successor_id = ${dto.successorId ?? null}, version = version + 1
         WHERE id = ${planId} AND version = ${version}`);
      if (closed !== 1) throw new Refused(refuse('stale-version'));
      const facts = { successor, openDuties: dto.openDuties, waived, carried };
      this.audit.note(by, {
        action: 'plan.closed',
        subject: 'plan',
        subjectId: planId,
        version: version + 1,
        facts,
      });
      return { waived, carried, version: version + 1 };
    });
  }

  /** The successor's number; '' when the plan has none, which only waiving can do without. */
  private async successor(
    planId: number,
    { successorId, openDuties, perDuty = [] }: ClosePlanDto,
  ): Promise<string> {
    const carries = openDuties === 'carry' || perDuty.some(({ fate }) => fate === 'carry');
    if (successorId === undefined && !carries) return '';
    const row = await this.db.row<{ number: string }>(sql`
      SELECT number FROM plan WHERE id = ${successorId ?? 0} AND id <> ${planId} AND state <> 'closed'`);
    if (!row) throw new Refused(refuse('no-successor-plan'));
    return row.number;
  }

  /** Keys never change: a carried duty stays owed as it is, and its history says under which plan. */
  private carry(by: Actor, planId: number, dto: ClosePlanDto, successor: string): Promise<number> {
    const open = sql`d.state IN ('open', 'returned', 'submitted')`;
    const where = sql`${dutiesOf(planId)} AND ${open} AND (${carriedOf(dto)})`;
    const reason = `转入${successor}`;
    return record(this.db, where, { kind: 'carried', reason, by: by.accountId, at: this.clock.now() });
  }
}

function dutiesOf(planId: number): Sql {
  return sql`d.schedule_id IN (SELECT s.id FROM schedule s WHERE s.plan_id = ${planId})`;
}

function carriedOf({ openDuties, perDuty = [] }: ClosePlanDto): Sql {
  const ids = (fate: 'waive' | 'carry') =>
    perDuty.filter((one) => one.fate === fate).map(({ dutyId }) => dutyId);
  if (openDuties === 'waive') return sql`d.id IN ${sql.list(ids('carry'))}`;
  const waived = ids('waive');
  return waived.length === 0 ? sql`1 = 1` : sql`d.id NOT IN ${sql.list(waived)}`;
}
