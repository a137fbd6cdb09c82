import { Injectable } from '@nestjs/common';
import type { Day } from '../../domain/day';
import { CASE_HOLDS } from '../../domain/holds';
import { Clock } from '../../platform/clock/clock';
import { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import { SYSTEM } from '../../platform/http/actor';
import { HoldsService } from './holds.service';
import { MassWaiver } from '../waivers/mass-waiver.service';

/**
 * On PostgreSQL a question about a charge, its answer and an opening or return at the same moment do not see one
 * another: the sweep makes their duties what they would be had they come one after the other. Nearly always it finds
 * nothing, and looks before it takes the write's turn.
 */
@Injectable()
export class HoldReconciling {
  constructor(
    private readonly db: Database,
    private readonly holds: HoldsService,
    private readonly waiver: MassWaiver,
    private readonly clock: Clock,
  ) {}

  /** Answers how many duties it put right. */
  async reconcile(day: Day): Promise<number> {
    let mended =
      (await this.waive(upheld, '异议成立')) +
      (await this.waive(notInvolved, '认定不涉及')) +
      (await this.each(asked, async (which) => (await this.holds.hold(which, 'objection', day)).length)) +
      (await this.each(answered, async (which) => (await this.holds.lift(which, 'objection', day)).length));
    for (const reason of CASE_HOLDS) {
      const where = sql`${over} AND ${isHeld(sql`h.reason = ${reason}`)}`;
      mended += await this.each(where, async (which) => (await this.holds.lift(which, reason, day)).length);
    }
    return mended;
  }

  private waive(where: Sql, reason: string): Promise<number> {
    const at = this.clock.now();
    return this.each(where, (which) => this.waiver.waive(which, { by: SYSTEM, reason, at }));
  }

  private async each(where: Sql, mend: (which: Sql) => Promise<number>): Promise<number> {
    if (!(await this.db.row(sql`SELECT d.id FROM duty d WHERE ${where} LIMIT 1`))) return 0;
    return this.db.write(() => mend(where));
  }
}

const isHeld = (how: Sql): Sql =>
  sql`EXISTS (SELECT 1 FROM duty_hold h WHERE h.duty_id = d.id AND h.lifted_on IS NULL AND ${how})`;
const chargeIs = (how: Sql): Sql => sql`EXISTS (SELECT 1 FROM charge k WHERE k.id = d.charge_id AND ${how})`;
const isAsked = chargeIs(sql`k.ack_state IN ('objected', 'not-involved-asked')`);

/** A part accepted while the question stood is owed again once it is sent back. */
const asked = sql`d.owed_on IS NOT NULL AND ${isAsked} AND NOT ${isHeld(sql`h.reason = 'objection'`)}`;
const answered = sql`d.hold_reason IS NOT NULL AND ${isHeld(sql`h.reason = 'objection'`)} AND NOT ${isAsked}`;

const untouched = sql`d.state = 'open' AND d.owed_on IS NOT NULL AND d.first_handed_at IS NULL`;
/** The record alone tells an upheld objection from a reassignment, whose leaver keeps its open duties. */
const upheld = sql`${untouched} AND ${chargeIs(sql`k.ack_state = 'ended' AND EXISTS (SELECT 1 FROM audit a
  WHERE a.subject = 'charge' AND a.subject_id = k.id AND a.action = 'charge.objection-upheld')`)}`;
const notInvolved = sql`${untouched} AND ${chargeIs(sql`k.ack_state = 'not-involved'`)}`;

/** What a case held is in, or was held before it was returned. */
const over = sql`d.hold_reason IS NOT NULL AND (d.state IN ('submitted', 'accepted') OR ${isHeld(
  sql`d.round > 1 AND h.since < (SELECT MIN(e.on_day) FROM duty_event e WHERE e.duty_id = d.id AND e.round = d.round)`,
)})`;
