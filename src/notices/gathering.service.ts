import { Injectable } from '@nestjs/common';
import { dayOf } from '../domain/day';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import { Channel } from './channel';

/**
 * `reader(unit_id, id)`: who reads what is for a unit: the unit itself, or the last of its successors, so that after a
 * merger one message says it all (domain §4.5). 0, the office, reads its own.
 */
const readers = sql`
  WITH RECURSIVE reader(unit_id, id) AS (
    SELECT 0, 0 UNION SELECT u.id, u.id FROM unit u WHERE u.succeeded_by IS NULL
    UNION
    SELECT u.id, r.id FROM unit u JOIN reader r ON u.succeeded_by = r.unit_id)`;
const urgentOf = sql`CASE WHEN n.urgent = 1 THEN n.id ELSE 0 END`;

/** Puts what waits to be told into messages: one a day, reader and channel; an urgent one is a message by itself. */
@Injectable()
export class GatheringService {
  constructor(
    private readonly db: Database,
    private readonly channel: Channel,
  ) {}

  /** `all` once the day's sending time has come, `urgent` before it and on rest days. Answers how many notices went in. */
  async gather(now: Date, which: 'all' | 'urgent'): Promise<number> {
    const waiting = sql`n.outcome = 'pending' AND n.day <= ${dayOf(now)}
      ${which === 'all' ? sql`` : sql`AND n.urgent = 1`}`;
    const some = await this.db.row(sql`SELECT n.id FROM notice n WHERE ${waiting} LIMIT 1`);
    if (!some) return 0;
    return this.db.write(async () => {
      await this.openMessages(now, waiting);
      return this.putIn(now, waiting);
    });
  }

  /** The day's message once sent is closed: what comes later waits for the next workday's. */
  private async openMessages(now: Date, waiting: Sql): Promise<void> {
    const day = dayOf(now);
    // DO UPDATE, not DO NOTHING: it locks the row, so that no worker sends the message while notices are put into it
    await this.db.changed(sql`
      INSERT INTO message (unit_id, audience, day, channel, urgent_of, state, attempts, next_at,
                           lease_token, lease_until, title, body, message_ref, sent_at, read_at, error)
      ${readers}
      SELECT DISTINCT r.id, n.audience, ${sql.text(day)}, ${sql.text(this.channel.name)}, ${urgentOf}, 'pending', 0,
             ${sql.text(now)}, '', '', '', '',
             ${sql.text(day)} || '.' || n.audience || '.' || CAST(r.id AS varchar(12)) || '.' || CAST(${urgentOf} AS varchar(12)),
             CAST(NULL AS varchar), CAST(NULL AS varchar), ''
        FROM notice n JOIN reader r ON r.unit_id = n.unit_id WHERE ${waiting} ORDER BY 1, 2, 5
      ON CONFLICT (unit_id, audience, day, channel, urgent_of) DO UPDATE SET state = 'pending'
       WHERE message.state IN ('pending', 'empty')`);
  }

  private putIn(now: Date, waiting: Sql): Promise<number> {
    return this.db.changed(sql`
      UPDATE notice AS n SET outcome = 'gathered', message_id = open.id
        FROM (${readers}
              SELECT r.unit_id, m.id, m.audience, m.urgent_of FROM reader r JOIN message m ON m.unit_id = r.id
               WHERE m.day = ${dayOf(now)} AND m.channel = ${this.channel.name} AND m.state = 'pending') AS open
       WHERE ${waiting} AND open.unit_id = n.unit_id AND open.audience = n.audience AND open.urgent_of = ${urgentOf}`);
  }
}
