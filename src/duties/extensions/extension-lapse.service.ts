import { Injectable } from '@nestjs/common';
import { dayOf } from '../../domain/day';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { HoldsService } from '../serving/holds.service';

/** A request nobody needs an answer to any more. */
@Injectable()
export class ExtensionLapse {
  constructor(
    private readonly db: Database,
    private readonly holds: HoldsService,
  ) {}

  /** Inside a write: the report came in, or is waived; what was asked for these duties lapses and holds nothing. */
  async lapse(by: Actor, dutyIds: readonly number[], at: Date, answer: string): Promise<void> {
    const lapsed = await this.db.changed(sql`
      UPDATE extension SET state = 'lapsed', decided_at = ${at}, decided_by = ${by.accountId}, answer = ${answer}
       WHERE state = 'pending' AND duty_id IN ${sql.list(dutyIds)}`);
    if (lapsed > 0) await this.holds.lift(dutyIds, 'extension', dayOf(at));
  }
}
