import { Injectable } from '@nestjs/common';
import { ChargeAnswers } from '../../plan/charge-answers.service';
import { Database } from '../../platform/database/database';
import type { Actor } from '../../platform/http/actor';
import type { HandInTerms } from './hand-in-check';
import { HandInHolds } from './hand-in-holds.service';
import { HandInNotices } from './hand-in-notices.service';
import { type GoodReport, keepNilRuns } from './report-rows';

/** What a hand-in means beside the duty itself; inside the write that stored the reports. */
@Injectable()
export class HandInFollowing {
  constructor(
    private readonly db: Database,
    private readonly holds: HandInHolds,
    private readonly charges: ChargeAnswers,
    private readonly notices: HandInNotices,
  ) {}

  async follow(actor: Actor, reports: readonly GoodReport[], terms: HandInTerms): Promise<void> {
    await this.holds.end(actor, reports, terms.at);
    const unsigned = reports.filter(({ facts }) => facts.unsigned).map(({ duty }) => duty.chargeId);
    if (unsigned.length > 0) await this.charges.acknowledgeByReport(actor, unsigned, terms.at);
    await keepNilRuns(this.db, changedNilRuns(reports));
    await this.notices.tell(reports, terms);
  }
}

/** Of the charges whose run is another one than stored; most reports have content and follow one that had. */
function changedNilRuns(reports: readonly GoodReport[]): { chargeId: number; nilRun: number }[] {
  return reports.flatMap(({ row, duty, facts }) => {
    const nilRun = row.kind === 'nil' ? facts.nilRun + 1 : 0;
    return nilRun === duty.nilRun ? [] : [{ chargeId: duty.chargeId, nilRun }];
  });
}
