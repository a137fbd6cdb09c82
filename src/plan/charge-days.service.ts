import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import type { Day } from '../domain/day';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { ChargeEnding } from './charge-ending.service';

/** What a day brings to charges by itself: some are over, some count again. */
@Injectable()
export class ChargeDays {
  constructor(
    private readonly db: Database,
    private readonly ending: ChargeEnding,
    private readonly audit: Audit,
  ) {}

  /** Answers how many charges changed; a second time on the same day none does. */
  async daily(by: Actor, today: Day): Promise<number> {
    return (await this.ending.endReached(by, today)) + (await this.involveAgain(by, today));
  }

  /** Its date has come: every 不涉及 that ended before `today` waits for 签收 again. Twice is once. */
  async involveAgain(by: Actor, today: Day): Promise<number> {
    return this.db.write(async () => {
      const back = await this.db.rows<{ id: number }>(sql`
        UPDATE charge SET ack_state = 'pending', not_involved_until = NULL, version = version + 1
         WHERE ack_state = 'not-involved' AND not_involved_until < ${today}
           AND (until IS NULL OR until > ${today}) RETURNING id`);
      for (const { id } of back) {
        this.audit.note(by, { action: 'charge.involved-again', subject: 'charge', subjectId: id });
      }
      return back.length;
    });
  }
}
