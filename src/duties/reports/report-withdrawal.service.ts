import { Injectable } from '@nestjs/common';
import { withdraw } from '../../domain/hand-in';
import { Database } from '../../platform/database/database';
import type { Actor } from '../../platform/http/actor';
import { DutyActs } from '../duty-acts.service';
import { type DutyStandView, toDutyStandView } from '../duty-stand.view';
import { type HandInFacts, loadHandInFacts } from './hand-in-facts';
import { ownDuties } from './report-scope';
import { endStanding, keepNilRuns } from './report-rows';

/** 撤回: a lead's report until review began, a part until its lead has handed in. */
@Injectable()
export class ReportWithdrawal {
  constructor(
    private readonly db: Database,
    private readonly acts: DutyActs,
  ) {}

  /** The report is kept as withdrawn and the duty is owed as before. */
  async withdraw(actor: Actor, dutyId: number, version: number, at: Date): Promise<DutyStandView> {
    return this.db.write(async () => {
      const duty = await this.acts.find(dutyId, ownDuties(actor), version);
      const facts = (await loadHandInFacts(this.db, [duty])).get(duty.id) as HandInFacts;
      const changes = await this.acts.act(actor, duty, withdraw(duty, facts), { kind: 'withdrawn', at });
      await endStanding(this.db, [duty.id], 'withdrawn');
      await keepNilRuns(this.db, [{ chargeId: duty.chargeId, nilRun: facts.nilRun }]);
      return toDutyStandView(duty, changes);
    });
  }
}
