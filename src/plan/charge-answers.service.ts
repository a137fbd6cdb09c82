import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { dayOf } from '../domain/day';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { ChargeChanges } from './charge-changes';
import { ChargeMoves } from './charge-moves';

/** What a unit says to its charges: 签收, 异议, 不涉及, 内部承办. The moment is taken at the controller. */
@Injectable()
export class ChargeAnswers {
  constructor(
    private readonly db: Database,
    private readonly moves: ChargeMoves,
    private readonly changes: ChargeChanges,
    private readonly audit: Audit,
  ) {}

  /** 一键签收: every pending charge of the acting unit; answers how many. A second click finds none. */
  async acknowledgeAll(by: Actor, at: Date): Promise<number> {
    return this.db.write(() => this.acknowledge(by, at, sql`unit_id IN ${sql.list(by.unitIds)}`));
  }

  /** 签收 of one; already signed is as good. */
  async acknowledgeOne(by: Actor, chargeId: number, at: Date): Promise<void> {
    await this.db.write(async () => {
      const charge = await this.moves.load(by, chargeId);
      if (charge.ackState === 'acknowledged') return;
      await this.moves.take(charge, charge.version, 'acknowledge', by, [
        sql`acked_at = ${at}`,
        sql`acked_by = ${by.accountId}`,
      ]);
      this.note(by, 'charge.acknowledged', charge.id, charge.version + 1, {});
    });
  }

  /** Handing in counts as 签收 (domain §4.7); inside the write that takes the report. */
  async acknowledgeByReport(by: Actor, chargeIds: readonly number[], at: Date): Promise<void> {
    await this.acknowledge(by, at, sql`id IN ${sql.list(chargeIds)}`);
  }

  /** 异议, or 不涉及: the charge stands and its duties stay open, but the ladder is held until the answer. */
  async question(
    by: Actor,
    chargeId: number,
    version: number,
    kind: 'object' | 'ask-not-involved',
    said: { reason: string; at: Date },
  ): Promise<void> {
    await this.db.write(async () => {
      const charge = await this.moves.load(by, chargeId);
      await this.moves.take(charge, version, kind, by, [
        sql`objection = ${said.reason}`,
        sql`objected_at = ${said.at}`,
        sql`objected_by = ${by.accountId}`,
        sql`decision = ''`,
        sql`decided_at = NULL`,
        sql`decided_by = 0`,
      ]);
      await this.changes.objected(by, [charge.id], dayOf(said.at));
      const action = kind === 'object' ? 'charge.objected' : 'charge.not-involved-asked';
      this.note(by, action, charge.id, version + 1, { reason: said.reason });
    });
  }

  /** 撤回: the charge stands as acknowledged. */
  async withdraw(by: Actor, chargeId: number, version: number, at: Date): Promise<void> {
    await this.db.write(async () => {
      const charge = await this.moves.load(by, chargeId);
      await this.moves.take(charge, version, 'withdraw-objection', by, [
        sql`acked_at = COALESCE(acked_at, ${sql.text(at)})`,
        sql`acked_by = CASE WHEN acked_at IS NULL THEN ${sql.int(by.accountId)} ELSE acked_by END`,
      ]);
      await this.changes.refused(by, [charge.id], dayOf(at));
      this.note(by, 'charge.objection-withdrawn', charge.id, version + 1, {});
    });
  }

  /** 内部承办: the unit's own business, so the last word counts. */
  async nameHandler(by: Actor, chargeId: number, handler: string): Promise<void> {
    await this.db.write(async () => {
      const charge = await this.moves.load(by, chargeId);
      await this.db.changed(sql`UPDATE charge SET internal_handler = ${handler} WHERE id = ${charge.id}`);
      this.note(by, 'charge.handler-named', charge.id, charge.version, { handler });
    });
  }

  private async acknowledge(by: Actor, at: Date, which: Sql): Promise<number> {
    const signed = await this.db.rows<{ id: number }>(sql`
      UPDATE charge SET ack_state = 'acknowledged', acked_at = ${at}, acked_by = ${by.accountId}, version = version + 1
       WHERE ack_state = 'pending' AND (until IS NULL OR until > ${dayOf(at)}) AND ${which} RETURNING id`);
    if (signed.length > 0) {
      const ids = signed.map(({ id }) => id).sort((a, b) => a - b);
      this.audit.note(by, {
        action: 'charges.acknowledged',
        subject: 'unit',
        subjectId: by.unitId,
        facts: { count: ids.length, ids },
      });
    }
    return signed.length;
  }

  private note(
    by: Actor,
    action: string,
    subjectId: number,
    version: number,
    facts: Record<string, unknown>,
  ): void {
    this.audit.note(by, { action, subject: 'charge', subjectId, version, facts });
  }
}
