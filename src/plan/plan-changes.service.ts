import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { Corrections } from '../audit/corrections';
import { refuse } from '../domain/refusal';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { InvalidInput, Refused } from '../platform/http/refused';
import type { ItemField } from './plan.dto';

const FIELDS: Record<ItemField, { column: string; longest: number }> = {
  title: { column: 'title', longest: 200 },
  shortName: { column: 'short_name', longest: 8 },
  section: { column: 'section', longest: 120 },
};

/** What the office settles about the document itself. */
@Injectable()
export class PlanChanges {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly corrections: Corrections,
  ) {}

  /** 更正 of an item's wording; the old one stays in the history. */
  async correctItem(
    by: Actor,
    itemId: number,
    version: number,
    { field, value, reason }: { field: ItemField; value: string; reason: string },
  ): Promise<void> {
    const { column, longest } = FIELDS[field];
    const newValue = value.trim();
    if (newValue === '') throw new InvalidInput([{ field: 'value', message: '请填写' }]);
    if (Array.from(newValue).length > longest) {
      throw new InvalidInput([{ field: 'value', message: `不能超过${longest}个字` }]);
    }
    await this.db.write(async () => {
      const item = await this.db.row<{ old: string }>(
        sql`SELECT ${sql.raw(column)} AS old FROM item WHERE id = ${itemId}`,
      );
      if (!item) throw new Refused(refuse('not-found'));
      const changed = await this.db.changed(sql`
        UPDATE item SET ${sql.raw(column)} = ${newValue}, version = version + 1
         WHERE id = ${itemId} AND version = ${version}`);
      if (changed !== 1) throw new Refused(refuse('stale-version'));
      if (item.old === newValue) throw new Refused(refuse('nothing-changes'));
      const change = { field, oldValue: item.old, newValue, reason };
      await this.corrections.keep(by, {
        subject: 'item',
        subjectId: itemId,
        version: version + 1,
        ...change,
      });
    });
  }

  /** 按首位推定 confirmed once for all: the plan does not say who leads, the office now does. */
  async confirmLeads(by: Actor, planId: number, version: number): Promise<void> {
    await this.db.write(async () => {
      const plan = await this.db.row<{ leadsConfirmedAt: string | null; version: number }>(
        sql`SELECT leads_confirmed_at AS "leadsConfirmedAt", version FROM plan WHERE id = ${planId}`,
      );
      if (!plan) throw new Refused(refuse('not-found'));
      if (plan.leadsConfirmedAt !== null) throw new Refused(refuse('leads-confirmed'));
      const changed = await this.db.changed(sql`
        UPDATE plan SET leads_confirmed_at = ${this.clock.now()}, version = version + 1
         WHERE id = ${planId} AND version = ${version} AND leads_confirmed_at IS NULL`);
      if (changed !== 1) throw new Refused(refuse('stale-version'));
      const leads = await this.db.changed(sql`
        UPDATE assignment SET lead_inferred = 0
         WHERE lead_inferred = 1 AND item_id IN (SELECT id FROM item WHERE plan_id = ${planId})`);
      const facts = { leads };
      this.audit.note(by, {
        action: 'plan.leads-confirmed',
        subject: 'plan',
        subjectId: planId,
        version: version + 1,
        facts,
      });
    });
  }
}
