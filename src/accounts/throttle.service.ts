import { Injectable } from '@nestjs/common';
import { refuse } from '../domain/refusal';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import { Refused } from '../platform/http/refused';

const MINUTE = 60_000;
export const FORGOTTEN_AFTER = 60 * MINUTE;
const LONGEST_PAUSE = 15 * MINUTE;
/** A whole office may share one address, so an address may fail more often than a name. */
const ALLOWED = { name: 5, ip: 20 };

/** How long the door stays shut after that many failures in a row: 1 minute, doubling up to 15. */
export function pauseAfter(fails: number, allowed: number): number {
  return fails < allowed ? 0 : Math.min(2 ** (fails - allowed) * MINUTE, LONGEST_PAUSE);
}

/**
 * Slows guessing down. An attempt is counted as failed before the password is looked at and taken back when it was
 * right; otherwise a hundred guesses sent at once would all find the door open.
 */
@Injectable()
export class ThrottleService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Counts the attempt, or refuses with the seconds to wait; a refused one does not lengthen the wait. */
  async attempt(name: string, ip: string): Promise<void> {
    await this.db.write(async () => {
      await this.count(`name:${name}`, ALLOWED.name);
      await this.count(`ip:${ip}`, ALLOWED.ip);
    });
  }

  /** Inside the sign-in's write. The address keeps its other failures, or one's own account would clear them. */
  async passed(name: string, ip: string): Promise<void> {
    await this.db.changed(sql`DELETE FROM throttle WHERE key = ${`name:${name}`}`);
    await this.db.changed(sql`
      UPDATE throttle SET fails = fails - 1, until = ${this.clock.now()} WHERE key = ${`ip:${ip}`} AND fails > 0`);
  }

  private async count(key: string, allowed: number): Promise<void> {
    const now = this.clock.now();
    const forgotten = new Date(now.getTime() - FORGOTTEN_AFTER);
    // the row stays locked till the commit, so parallel attempts count one after the other
    const counted = await this.db.row<{ fails: number; until: string }>(sql`
      INSERT INTO throttle (key, fails, until) VALUES (${key}, 1, ${now})
      ON CONFLICT (key) DO UPDATE
        SET fails = CASE WHEN throttle.until < ${forgotten} THEN 1 ELSE throttle.fails + 1 END
      RETURNING fails, until`);
    if (!counted) throw new Error('an upsert returns its row');
    const closedFor = Date.parse(counted.until) - now.getTime();
    // longer than any pause: the clock stood wrong when it began, and the pause counts from now instead
    if (closedFor > 0 && closedFor <= LONGEST_PAUSE) {
      throw new Refused(refuse('too-many-attempts', { retryAfterSeconds: Math.ceil(closedFor / 1000) }));
    }
    const until = new Date(now.getTime() + pauseAfter(counted.fails, allowed));
    await this.db.changed(sql`UPDATE throttle SET until = ${until} WHERE key = ${key}`);
  }
}
