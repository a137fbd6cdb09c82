import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { Database } from '../database/database';
import { sql } from '../database/sql';

/** A line that was broken for longer than this is not repaired by sending again. */
const KEPT_FOR = 7 * 24 * 60 * 60_000;

/** The answers kept for submissions sent again (idempotent.ts): written by every submission, of use for a while. */
@Injectable()
export class KeptAnswers {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Answers how many were of no use any more. */
  forgetOld(): Promise<number> {
    const old = new Date(this.clock.now().getTime() - KEPT_FOR);
    return this.db.write(() => this.db.changed(sql`DELETE FROM idempotency WHERE at < ${old}`));
  }
}
