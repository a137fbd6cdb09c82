import { Injectable } from '@nestjs/common';
import { type Day, earlier } from '../../domain/day';
import { ladderBaseOf, serve, unservedHoldThrough } from '../../domain/served';
import { RulesInForce, type SupervisionRules } from '../../plan/rules-in-force.service';
import { Clock } from '../../platform/clock/clock';
import { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import { reachable } from './contacts';
import { changeDuties, loadDuties, slices } from '../duty-facts';
import { HoldsService } from './holds.service';

/** How a unit came to know: at the keyboard, or by a delivery that the office recorded. */
export type ServedVia = 'sign-in' | 'notice' | 'paper' | 'phone' | 'oa';

export interface Delivery {
  via: ServedVia;
  servedOn: Day;
  note?: string;
  by: number;
}

interface Pair {
  unitId: number;
  scheduleId: number;
}

/** Units somebody answers for. */
const answered = sql`(${reachable} SELECT unit_id FROM reachable)`;

/** 送达: not told, not late (domain §4.4). */
@Injectable()
export class ServingService {
  constructor(
    private readonly db: Database,
    private readonly rules: RulesInForce,
    private readonly holds: HoldsService,
    private readonly clock: Clock,
  ) {}

  /** The units know from that day of every released schedule they did not know of; answers how many were new. */
  async serve(unitIds: readonly number[], delivery: Delivery): Promise<number> {
    const { via, servedOn, note = '', by } = delivery;
    const unserved = this.unservedPairs(unitIds);
    // signing in happens a thousand times for every delivery: look before taking the write's turn
    if (!(await this.db.row(sql`${unserved} LIMIT 1`))) return 0;
    const rules = await this.rules.current();
    return this.db.write(async () => {
      const told = await this.db.rows<Pair>(sql`
        INSERT INTO service (unit_id, schedule_id, served_on, via, note, at, by_account)
        SELECT missing.unit_id, missing.schedule_id, ${sql.text(servedOn)}, ${sql.text(via)}, ${sql.text(note)},
               ${sql.text(this.clock.now())}, ${sql.int(by)} FROM (${unserved}) missing WHERE 1 = 1
        ON CONFLICT (unit_id, schedule_id) DO NOTHING
        RETURNING unit_id AS "unitId", schedule_id AS "scheduleId"`);
      for (const pair of told) await this.restart(pair, servedOn, rules);
      return told.length;
    });
  }

  /** Somebody answers for the units: what was held for want of a contact goes on from `day`. */
  async resumeAnswered(unitIds: readonly number[], day: Day): Promise<void> {
    await this.resumeFound(sql`d.unit_id IN ${sql.list(unitIds)}`, day);
  }

  /**
   * The sweep: some workdays before their due day (the office's number), duties of a unit that was never told are
   * held, and those of a unit nobody answers for; found again, the latter go on. Answers how many were newly held.
   */
  async holdUnserved(asOf: Day): Promise<number> {
    const { calendar, terms } = await this.rules.current();
    const through = unservedHoldThrough(asOf, calendar, terms);
    await this.resumeServed();
    return this.db.write(async () => {
      await this.resumeFound(sql`d.unit_id IN ${answered}`, asOf);
      const near = sql`d.state = 'open' AND d.counts = 1 AND d.due_on <= ${through}`;
      const unserved = sql`${near} AND NOT EXISTS
        (SELECT 1 FROM service v WHERE v.unit_id = d.unit_id AND v.schedule_id = d.schedule_id)`;
      const nobody = sql`${near} AND d.due_on >= ${asOf} AND d.unit_id NOT IN ${answered}`;
      return (
        (await this.holdFrom(unserved, 'unserved', asOf)) + (await this.holdFrom(nobody, 'no-contact', asOf))
      );
    });
  }

  /** A unit somebody answers for again has the same time as one that was told late (domain §4.4). */
  private async resumeFound(where: Sql, day: Day): Promise<void> {
    const held = sql`d.hold_reason IS NOT NULL AND ${where}`;
    // every sign-in comes by here and nearly none finds a hold
    const found = await this.db.row(sql`
      SELECT d.id FROM duty d JOIN duty_hold h ON h.duty_id = d.id AND h.reason = 'no-contact' AND h.lifted_on IS NULL
       WHERE ${held} LIMIT 1`);
    if (!found) return;
    const rules = await this.rules.current();
    await this.db.write(async () => {
      const lifted = await this.holds.lift(held, 'no-contact', day);
      for (const some of slices(lifted)) await this.giveGrace(sql`d.id IN ${sql.list(some)}`, day, rules);
    });
  }

  /** On PostgreSQL a sweep and a sign-in of the same moment do not see each other: held, though served by now. */
  private async resumeServed(): Promise<void> {
    const held = sql`
      SELECT DISTINCT v.unit_id AS "unitId", v.schedule_id AS "scheduleId", v.served_on AS "servedOn"
        FROM duty_hold h JOIN duty d ON d.id = h.duty_id
        JOIN service v ON v.unit_id = d.unit_id AND v.schedule_id = d.schedule_id
       WHERE h.reason = 'unserved' AND h.lifted_on IS NULL`;
    const pairs = await this.db.rows<Pair & { servedOn: Day }>(held);
    if (pairs.length === 0) return;
    const rules = await this.rules.current();
    await this.db.write(async () => {
      for (const { servedOn, ...pair } of pairs) await this.restart(pair, servedOn, rules);
    });
  }

  /** After an outage the hold still begins before the first day that could count. */
  private async holdFrom(where: Sql, reason: 'unserved' | 'no-contact', asOf: Day): Promise<number> {
    const days = await this.db.rows<{ dueOn: Day }>(sql`
      SELECT DISTINCT d.due_on AS "dueOn" FROM duty d WHERE ${where}`);
    let held = 0;
    for (const { dueOn } of days) {
      const ids = await this.holds.hold(sql`${where} AND d.due_on = ${dueOn}`, reason, earlier(asOf, dueOn));
      held += ids.length;
    }
    return held;
  }

  private unservedPairs(unitIds: readonly number[]): Sql {
    return sql`
      SELECT u.id AS unit_id, s.id AS schedule_id FROM unit u, schedule s JOIN plan p ON p.id = s.plan_id
       WHERE u.id IN ${sql.list(unitIds)} AND s.released_on IS NOT NULL AND p.state = 'live' AND NOT EXISTS
             (SELECT 1 FROM service v WHERE v.unit_id = u.id AND v.schedule_id = s.id)`;
  }

  /** Told late, the unit's ladder counts from the end of its grace; in every case the hold ends. */
  private async restart({ unitId, scheduleId }: Pair, servedOn: Day, rules: SupervisionRules): Promise<void> {
    const own = sql`d.unit_id = ${unitId} AND d.schedule_id = ${scheduleId}`;
    await this.holds.lift(own, 'unserved', servedOn);
    await this.giveGrace(own, servedOn, rules);
  }

  private async giveGrace(own: Sql, toldOn: Day, { calendar, terms }: SupervisionRules): Promise<void> {
    const duties = await loadDuties(this.db, sql`${own} AND d.state = 'open' AND d.counts = 1`);
    const grace = terms.servedGraceWorkdays;
    const late = duties.filter((duty) => ladderBaseOf(duty.dueOn, toldOn, calendar, grace) > duty.ladderBase);
    const changed = late.map((duty) => ({ id: duty.id, changes: serve(duty, toldOn, 1, calendar, terms) }));
    await changeDuties(this.db, changed, 'system');
  }
}
