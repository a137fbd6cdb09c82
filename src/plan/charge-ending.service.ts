import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { type Day, dayOf, later } from '../domain/day';
import { refuse } from '../domain/refusal';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import { ChargeChanges } from './charge-changes';
import { type ChargeFacts, ChargeMoves } from './charge-moves';

export interface Ending {
  why: 'reassigned' | 'left';
  /** The first day on which it is no charge any more. */
  on: Day;
  reason: string;
}

/** How a charge ends: at once when its last day is over, else by the day's sweep. Inside a write. */
@Injectable()
export class ChargeEnding {
  constructor(
    private readonly db: Database,
    private readonly moves: ChargeMoves,
    private readonly changes: ChargeChanges,
    private readonly audit: Audit,
  ) {}

  async end(by: Actor, charge: ChargeFacts, version: number, ending: Ending, at: Date): Promise<void> {
    const { on, why, reason } = ending;
    if (on < charge.since) throw new Refused(refuse('charge-before-start', { since: charge.since }));
    // whoever took it over begins on the day that was set
    if (charge.until !== null && on > charge.until)
      throw new Refused(refuse('charge-ends-sooner', { until: charge.until }));
    const also = [sql`until = ${on}`, ...decision(by, reason, at)];
    const ended = on <= dayOf(at);
    if (ended) await this.moves.take(charge, version, 'end', by, also);
    else await this.moves.foresee(charge, version, 'end', by, also);
    if (ended) await this.changes.ended(by, charge.id, why, on);
    this.audit.note(by, {
      action: ended ? 'charge.ended' : 'charge.end-set',
      subject: 'charge',
      subjectId: charge.id,
      version: version + 1,
      facts: { ...ending },
    });
  }

  /** Ends a charge as of a day that may lie before its own beginning: then it never counted. */
  async endAsOf(by: Actor, chargeId: number, ending: Ending, at: Date): Promise<void> {
    const charge = await this.moves.load(by, chargeId);
    await this.end(by, charge, charge.version, { ...ending, on: later(ending.on, charge.since) }, at);
  }

  /** Charges whose day has come owe no more; twice is once. */
  async endReached(by: Actor, today: Day): Promise<number> {
    return this.db.write(async () => {
      const reached = await this.db.rows<{ id: number; until: Day }>(sql`
        SELECT id, until FROM charge WHERE until <= ${today} AND ack_state <> 'ended' ORDER BY until, id`);
      for (const { id, until } of reached) {
        const charge = await this.moves.load(by, id);
        await this.moves.take(charge, charge.version, 'end', by, []);
        await this.changes.ended(by, id, 'left', until);
        this.audit.note(by, {
          action: 'charge.ended',
          subject: 'charge',
          subjectId: id,
          facts: { on: until },
        });
      }
      return reached.length;
    });
  }
}

/** Who decided what, and when. */
export function decision(by: Actor, note: string, at: Date): Sql[] {
  return [sql`decision = ${note}`, sql`decided_at = ${at}`, sql`decided_by = ${by.accountId}`];
}
