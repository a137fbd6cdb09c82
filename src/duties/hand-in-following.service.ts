import { Injectable } from '@nestjs/common';
import { ChargeAnswers } from '../plan/charge-answers.service';
import { Database } from '../platform/database/database';
import type { Actor } from '../platform/http/actor';
import { ExtensionLapse } from './extension-lapse.service';
import type { HandInTerms } from './hand-in-check';
import { HandInNotices } from './hand-in-notices.service';
import { type GoodReport, keepNilRuns } from './report-rows';

/** What a hand-in means beside the duty itself; inside the write that stored the reports. */
@Injectable()
export class HandInFollowing {
  constructor(
    private readonly db: Database,
    private readonly lapse: ExtensionLapse,
    private readonly charges: ChargeAnswers,
    private readonly notices: HandInNotices,
  ) {}

  async follow(actor: Actor, reports: readonly GoodReport[], terms: HandInTerms): Promise<void> {
    const pending = reports.filter(({ facts }) => facts.extensionPending).map(({ duty }) => duty.id);
    const chargeIds = reports.map(({ duty }) => duty.chargeId);
    if (pending.length > 0) await this.lapse.lapse(actor, pending, terms.at, '已报送,申请终结。');
    await this.charges.acknowledgeByReport(actor, chargeIds, terms.at);
    await keepNilRuns(
      this.db,
      reports.map(({ row, duty: { chargeId }, facts: { nilRun } }) => {
        return { chargeId, nilRun: row.kind === 'nil' ? nilRun + 1 : 0 };
      }),
    );
    await this.notices.tell(reports, terms);
  }
}
