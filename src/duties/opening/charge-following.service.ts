import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Day } from '../../domain/day';
import { type ChargeChange, ChargeChanges, type EndOfCharge } from '../../plan/charge-changes';
import { Clock } from '../../platform/clock/clock';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { HoldsService } from '../serving/holds.service';
import { MassWaiver } from '../waivers/mass-waiver.service';

/** What an objection, its answer or the end of a charge means for the duties that rest on it (domain §4.5). */
@Injectable()
export class ChargeFollowing implements ChargeChange, OnModuleInit {
  constructor(
    private readonly changes: ChargeChanges,
    private readonly holds: HoldsService,
    private readonly waiver: MassWaiver,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.changes.register(this);
  }

  async objected(by: Actor, chargeIds: readonly number[], day: Day): Promise<void> {
    await this.holds.hold(sql`d.charge_id IN ${sql.list(chargeIds)}`, 'objection', day, { by: by.accountId });
  }

  async refused(_by: Actor, chargeIds: readonly number[], day: Day): Promise<void> {
    await this.holds.lift(sql`d.charge_id IN ${sql.list(chargeIds)}`, 'objection', day);
  }

  /** A leaver keeps its open duties until somebody waives them; whoever was right, or 不涉及, owes them no more. */
  async ended(by: Actor, chargeId: number, why: EndOfCharge, day: Day): Promise<void> {
    const own = sql`d.charge_id = ${chargeId}`;
    await this.holds.lift(own, 'objection', day);
    const reason = { upheld: '异议成立', 'not-involved': '认定不涉及', reassigned: '', left: '' }[why];
    if (reason !== '') await this.waiver.waive(own, { by, reason, at: this.clock.now() });
  }
}
