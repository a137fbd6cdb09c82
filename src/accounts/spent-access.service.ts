import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import { FORGOTTEN_AFTER } from './throttle.service';

/** Sessions that have ended, codes that open nothing, failures long past: the record tells of them, the rows need not. */
@Injectable()
export class SpentAccess {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** By the tracker's own clock, by which they were given out. Answers how many rows went. */
  async clear(): Promise<number> {
    const now = this.clock.now();
    const forgotten = new Date(now.getTime() - FORGOTTEN_AFTER);
    return this.db.write(async () => {
      const sessions = await this.db.changed(sql`DELETE FROM session WHERE ends_at <= ${now}`);
      const codes = await this.db.changed(
        sql`DELETE FROM sign_in_code WHERE used_at IS NOT NULL OR expires_at <= ${now}`,
      );
      const failures = await this.db.changed(sql`DELETE FROM throttle WHERE until < ${forgotten}`);
      return sessions + codes + failures;
    });
  }
}
