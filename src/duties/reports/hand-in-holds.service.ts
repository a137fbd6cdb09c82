import { Injectable } from '@nestjs/common';
import { dayOf } from '../../domain/day';
import { CASE_HOLDS } from '../../domain/holds';
import type { Actor } from '../../platform/http/actor';
import { ExtensionLapse } from '../extensions/extension-lapse.service';
import { HoldsService } from '../serving/holds.service';
import type { GoodReport } from './report-rows';

/** What stood still because a report was missing, and must not lie on what is owed later, after a return. */
@Injectable()
export class HandInHolds {
  constructor(
    private readonly lapse: ExtensionLapse,
    private readonly holds: HoldsService,
  ) {}

  /** Inside the write that stored the reports. */
  async end(actor: Actor, reports: readonly GoodReport[], at: Date): Promise<void> {
    const pending = reports.filter(({ facts }) => facts.extensionPending).map(({ duty }) => duty.id);
    if (pending.length > 0) await this.lapse.lapse(actor, pending, at, '已报送,申请终结。');
    const held = reports.filter(({ duty }) => duty.holdReason !== null).map(({ duty }) => duty.id);
    if (held.length === 0) return;
    for (const reason of CASE_HOLDS) await this.holds.lift(held, reason, dayOf(at));
  }
}
