import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import { Channel } from './channel';
import type { Gathered } from './composers';
import type { Audience, MessageState } from './notice.entity';

export interface Claimed {
  id: number;
  unitId: number;
  audience: Audience;
  /** Empty for the office and its head. */
  unit: string;
  ref: string;
  attempts: number;
  token: string;
}

export interface Outcome {
  state: MessageState;
  title: string;
  body: string;
  /** Notices whose reason is gone. */
  dropped: number[];
  error: string;
}

/** Longer than clocks of two servers may differ: nobody takes over what another is still sending. */
const LEASE_MS = 15 * 60_000;
const AT_ONCE = 20;

/** The messages on their way: pending → sending, claimed under a lease → sent, empty, failed or in doubt. */
@Injectable()
export class Outbox {
  constructor(
    private readonly db: Database,
    private readonly channel: Channel,
    private readonly clock: Clock,
  ) {}

  /** Some of the messages due by `asOf`, for this caller alone as long as the lease lasts. */
  async claim(asOf: Date): Promise<Claimed[]> {
    const now = this.clock.now();
    const abandoned = this.channel.repeatable ? sql`OR (state = 'sending' AND lease_until < ${now})` : sql``;
    const due = sql`channel = ${this.channel.name} AND ((state = 'pending' AND next_at <= ${asOf}) ${abandoned})`;
    if (!(await this.db.row(sql`SELECT id FROM message WHERE ${due} LIMIT 1`))) return [];
    const token = randomUUID();
    const skip = this.db.dialect === 'postgres' ? sql`FOR UPDATE SKIP LOCKED` : sql``;
    // the state is repeated outside the subselect: on PostgreSQL two claims may have chosen the same row
    const claimed = await this.db.write(() =>
      this.db.rows<Omit<Claimed, 'unit' | 'token'>>(sql`
        UPDATE message SET state = 'sending', attempts = attempts + 1, lease_token = ${token},
               lease_until = ${new Date(now.getTime() + LEASE_MS)}
         WHERE ${due} AND id IN (SELECT id FROM message WHERE ${due} ORDER BY id LIMIT ${AT_ONCE} ${skip})
        RETURNING id, unit_id AS "unitId", audience, message_ref AS ref, attempts`),
    );
    const units = await this.db.rows<{ id: number; name: string }>(
      sql`SELECT id, name FROM unit WHERE id IN ${sql.list(claimed.map(({ unitId }) => unitId))}`,
    );
    const names = new Map(units.map(({ id, name }) => [id, name]));
    return claimed.map((row) => ({ ...row, unit: names.get(row.unitId) ?? '', token }));
  }

  noticesOf(message: Claimed): Promise<Gathered[]> {
    return this.db.rows(sql`
      SELECT id, unit_id AS "unitId", duty_id AS "dutyId", round, kind, step, about_on AS "aboutOn",
             text_key AS "textKey", facts
        FROM notice WHERE message_id = ${message.id} AND outcome = 'gathered' ORDER BY id`);
  }

  /** False, changing nothing, for a worker that wakes after its lease. */
  async finish(message: Claimed, outcome: Outcome): Promise<boolean> {
    const now = this.clock.now();
    const { state, title, body, dropped, error } = outcome;
    const nextAt = new Date(now.getTime() + 60_000 * 2 ** message.attempts);
    return this.db.write(async () => {
      const changed = await this.db.changed(sql`
        UPDATE message SET state = ${state}, title = ${title}, body = ${body}, error = ${error.slice(0, 300)},
               next_at = ${nextAt}, sent_at = ${state === 'sent' ? now : null}
         WHERE id = ${message.id} AND state = 'sending' AND lease_token = ${message.token} AND lease_until >= ${now}`);
      if (changed !== 1) return false;
      const own = sql`message_id = ${message.id} AND outcome = 'gathered'`;
      await this.db.changed(
        sql`UPDATE notice SET outcome = 'dropped' WHERE ${own} AND id IN ${sql.list(dropped)}`,
      );
      if (state !== 'pending') await this.db.changed(sql`UPDATE notice SET outcome = 'sent' WHERE ${own}`);
      return true;
    });
  }

  /** Where a second sending would be seen, nobody repeats what may have arrived. */
  async giveUpDoubtful(): Promise<void> {
    if (this.channel.repeatable) return;
    await this.db.write(() =>
      this.db.changed(sql`
        UPDATE message SET state = 'in-doubt', error = '发送中断,不能确定是否送达'
         WHERE channel = ${this.channel.name} AND state = 'sending' AND lease_until < ${this.clock.now()}`),
    );
  }
}
