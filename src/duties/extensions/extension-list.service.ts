import { Injectable } from '@nestjs/common';
import { sayPeriod } from '../../domain/period';
import { refuse } from '../../domain/refusal';
import { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { offsetOf, type Page, pageOf, type PageQuery } from '../../platform/http/page';
import { Refused } from '../../platform/http/refused';
import type { ExtensionState } from './extension.entity';
import type { ExtensionRequestView, ExtensionView } from './extension.view';
import { grouped } from '../lists/grouped';
import { ownDuties } from '../reports/report-scope';

type Row = Omit<ExtensionView, 'item' | 'periodText' | 'stateText'> &
  Omit<ExtensionRequestView, 'pending' | 'rows'> & { label: string; shortName: string; period: string };

const stateTexts: Record<ExtensionState, string> = {
  pending: '待答复',
  granted: '已同意',
  refused: '未同意',
  withdrawn: '已撤回',
  lapsed: '已终结',
};

/** Requests for extension, row by row within what was asked at once; a unit sees its own. */
@Injectable()
export class ExtensionList {
  constructor(private readonly db: Database) {}

  /** The latest request first; with `state` those that have a duty in it. */
  async page(
    actor: Actor,
    query: PageQuery & { state?: ExtensionState },
  ): Promise<Page<ExtensionRequestView>> {
    const state = query.state ? sql`e.state = ${query.state}` : sql`1 = 1`;
    const where = sql`e.kind = 'request' AND ${state} AND ${scope(actor)}`;
    const counted = await this.db.row<{ n: number }>(sql`
      SELECT COUNT(DISTINCT e.request_key) AS n FROM extension e JOIN duty d ON d.id = e.duty_id WHERE ${where}`);
    const keys = await this.db.rows<{ key: string }>(sql`
      SELECT e.request_key AS key FROM extension e JOIN duty d ON d.id = e.duty_id WHERE ${where}
       GROUP BY e.request_key ORDER BY MIN(e.id) DESC LIMIT ${query.size} OFFSET ${offsetOf(query)}`);
    const views = await this.requests(sql`e.request_key IN ${sql.list(keys.map(({ key }) => key))}`);
    return pageOf(query, views, counted?.n ?? 0);
  }

  async one(actor: Actor, key: string): Promise<ExtensionRequestView> {
    const [view] = await this.requests(sql`e.request_key = ${key} AND ${scope(actor)}`);
    if (!view) throw new Refused(refuse('not-found'));
    return view;
  }

  /** The request of which the extension is one duty. */
  async ofExtension(actor: Actor, id: number): Promise<ExtensionRequestView> {
    const row = await this.db.row<{ key: string }>(
      sql`SELECT request_key AS key FROM extension WHERE id = ${id}`,
    );
    return this.one(actor, row?.key ?? '');
  }

  private async requests(where: Sql): Promise<ExtensionRequestView[]> {
    const rows = await this.db.rows<Row>(sql`
      SELECT e.request_key AS key, e.id, e.duty_id AS "dutyId", d.unit_id AS "unitId", u.name AS "unitName",
             e.asked_at AS "askedAt", e.reason, e.escalates_on AS "escalatesOn", i.label, i.short_name AS "shortName",
             d.period, e.old_due_on AS "oldDueOn", e.new_due_on AS "newDueOn", e.state, e.answer,
             e.decided_at AS "decidedAt"
        FROM extension e JOIN duty d ON d.id = e.duty_id JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
       WHERE e.kind = 'request' AND ${where} ORDER BY e.asked_at DESC, i.sort, e.id`);
    return [...grouped(rows, ({ key }) => key).values()].flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { key, unitId, unitName, askedAt, reason, escalatesOn } = first;
      const pending = group.filter(({ state }) => state === 'pending').length;
      return [
        { key, unitId, unitName, askedAt, reason, escalatesOn, pending, rows: group.map(toExtensionView) },
      ];
    });
  }
}

const scope = (actor: Actor): Sql => (actor.role === 'unit' ? ownDuties(actor) : sql`1 = 1`);

function toExtensionView(row: Row): ExtensionView {
  const { id, dutyId, label, shortName, period, oldDueOn, newDueOn, state, answer, decidedAt } = row;
  const said = { item: `${label} ${shortName}`, periodText: sayPeriod(period), stateText: stateTexts[state] };
  return { id, dutyId, ...said, oldDueOn, newDueOn, state, answer, decidedAt };
}
