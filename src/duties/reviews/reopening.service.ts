import { Injectable } from '@nestjs/common';
import { type Day, dayOf, sayShortDay } from '../../domain/day';
import { correct, reopen } from '../../domain/review';
import { RulesInForce } from '../../plan/rules-in-force.service';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { DutyActs } from '../duty-acts.service';
import { type DutyStandView, toDutyStandView } from '../duty-stand.view';
import { endStanding } from '../reports/report-rows';
import { ownDuties } from '../reports/report-scope';

export interface ReopeningRequest {
  reason: string;
  fixBy: Day | null;
}

/** What was accepted is worked on again: 重新打开 by the office, 更正 at the unit's own wish. */
@Injectable()
export class ReopeningService {
  constructor(
    private readonly db: Database,
    private readonly acts: DutyActs,
    private readonly rules: RulesInForce,
  ) {}

  /** The office opens a lead's accepted report again; the unit is told. */
  async reopen(
    actor: Actor,
    dutyId: number,
    version: number,
    request: ReopeningRequest,
    at: Date,
  ): Promise<DutyStandView> {
    const { calendar, terms } = await this.rules.current();
    return this.db.write(async () => {
      const duty = await this.acts.find(dutyId, sql`1 = 1`, version);
      const { reason } = request;
      const decision = reopen(duty, { ...request, on: dayOf(at) }, calendar, terms);
      const changes = await this.acts.act(actor, duty, decision, { kind: 'reopened', at, reason });
      await endStanding(this.db, [duty.id], 'returned');
      await this.acts.tell(duty, ({ item, period }, to) => {
        const facts = { item, period, reason, fixBy: sayShortDay(changes.fixBy ?? dayOf(at)) };
        return { ...to, kind: 'reopened', textKey: 'reopened', facts, urgent: true };
      });
      return toDutyStandView(duty, changes);
    });
  }

  /** 更正: the unit takes its accepted report, or part, back into work. */
  async correct(
    actor: Actor,
    dutyId: number,
    version: number,
    reason: string,
    at: Date,
  ): Promise<DutyStandView> {
    const { calendar, terms } = await this.rules.current();
    return this.db.write(async () => {
      const duty = await this.acts.find(dutyId, ownDuties(actor), version);
      const decision = correct(duty, { on: dayOf(at), reason, fixBy: null }, calendar, terms);
      const changes = await this.acts.act(actor, duty, decision, { kind: 'corrected', at, reason });
      await endStanding(this.db, [duty.id], 'returned');
      return toDutyStandView(duty, changes);
    });
  }
}
