import { Injectable } from '@nestjs/common';
import { isRefusal } from '../../domain/refusal';
import { waive } from '../../domain/review';
import { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { changeDuties, loadDuties, slices } from '../duty-facts';
import { record } from '../duty-history';
import { ExtensionLapse } from '../extensions/extension-lapse.service';

export interface WaiverTerms {
  by: Actor;
  reason: string;
  at: Date;
}

/** Many duties that need not be handed in any more, because what they rest on has ended. */
@Injectable()
export class MassWaiver {
  constructor(
    private readonly db: Database,
    private readonly extensions: ExtensionLapse,
  ) {}

  /** Inside a write: those of the duties (alias d) that the legal table lets be waived; answers how many. */
  async waive(where: Sql, { by, reason, at }: WaiverTerms): Promise<number> {
    const duties = await loadDuties(
      this.db,
      sql`(${where}) AND d.state IN ('open', 'returned', 'submitted')`,
    );
    const waived = duties.flatMap((duty) => {
      const decision = waive(duty, reason);
      if (isRefusal(decision)) return [];
      return [
        {
          id: duty.id,
          from: duty.state,
          changes: { ...decision.changes, waivedReason: reason.slice(0, 200) },
        },
      ];
    });
    await changeDuties(this.db, waived, 'person');
    for (const from of ['open', 'returned', 'submitted'] as const) {
      for (const some of slices(waived.filter((one) => one.from === from).map(({ id }) => id))) {
        await record(this.db, some, { kind: 'waived', fromState: from, reason, by: by.accountId, at });
        await this.extensions.lapse(by, some, at, reason);
      }
    }
    return waived.length;
  }
}
