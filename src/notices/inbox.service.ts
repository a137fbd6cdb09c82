import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { offsetOf, type Page, pageOf } from '../platform/http/page';
import { NoticeHooks } from './notice-hooks';
import type { MessageQuery, NoticeQuery } from './notice.dto';
import type { MessageView, NoticeView } from './notice.view';

/** What a unit, the office or its head has been told. Contacts of a unit share its inbox (domain §1 Contact). */
@Injectable()
export class InboxService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly hooks: NoticeHooks,
  ) {}

  async list(actor: Actor, query: NoticeQuery): Promise<Page<NoticeView>> {
    const unread = query.unread ? sql`AND m.read_at IS NULL` : sql``;
    const where = sql`m.state = 'sent' AND m.channel = 'inbox' AND ${inboxOf(actor)} ${unread}`;
    const rows = await this.db.rows<NoticeView>(sql`
      SELECT m.id, m.day, m.sent_at AS "sentAt", m.title, m.body, m.read_at AS "readAt"
        FROM message m WHERE ${where}
       ORDER BY CASE WHEN m.read_at IS NULL THEN 0 ELSE 1 END, m.sent_at DESC, m.id DESC
       LIMIT ${query.size} OFFSET ${offsetOf(query)}`);
    return pageOf(query, rows, await this.count(where));
  }

  /** Marks as read, the named ones or all; a unit that opened a message has been served. Answers how many were new. */
  async read(actor: Actor, ids: readonly number[] | 'all'): Promise<number> {
    const named = ids === 'all' ? sql`` : sql`AND m.id IN ${sql.list(ids)}`;
    const now = this.clock.now();
    return this.db.write(async () => {
      const read = await this.db.changed(sql`
        UPDATE message AS m SET read_at = ${now}
         WHERE m.state = 'sent' AND m.read_at IS NULL AND ${inboxOf(actor)} ${named}`);
      if (read > 0 && actor.role === 'unit') await this.hooks.run(actor, now);
      return read;
    });
  }

  /** The office's log: what went to whom, what failed. */
  async log(query: MessageQuery): Promise<Page<MessageView>> {
    const filters: Sql[] = [sql`1 = 1`];
    if (query.state) filters.push(sql`m.state = ${query.state}`);
    if (query.unit) filters.push(sql`m.unit_id = ${query.unit}`);
    if (query.from) filters.push(sql`m.day >= ${query.from}`);
    if (query.to) filters.push(sql`m.day <= ${query.to}`);
    const where = sql.join(filters, ' AND ');
    const rows = await this.db.rows<MessageView>(sql`
      SELECT m.id, m.unit_id AS "unitId", u.name AS "unitName", m.audience, m.day, m.channel, m.state, m.attempts,
             m.title, m.body, m.sent_at AS "sentAt", m.read_at AS "readAt", m.error
        FROM message m LEFT JOIN unit u ON u.id = m.unit_id WHERE ${where}
       ORDER BY m.id DESC LIMIT ${query.size} OFFSET ${offsetOf(query)}`);
    return pageOf(query, rows, await this.count(where));
  }

  private async count(where: Sql): Promise<number> {
    const row = await this.db.row<{ n: number }>(sql`SELECT COUNT(*) AS n FROM message m WHERE ${where}`);
    return row?.n ?? 0;
  }
}

/** The unit's own (and of units merged into it); the office's; what is for the head goes to the head's account alone. */
function inboxOf({ role, unitIds }: Actor): Sql {
  if (role === 'unit') return sql`m.audience = 'unit' AND m.unit_id IN ${sql.list(unitIds)}`;
  if (role === 'office') return sql`m.audience = 'office'`;
  if (role === 'office-head') return sql`m.audience IN ('office', 'head')`;
  return sql`1 = 0`;
}
