import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { Corrections, type FieldChange } from '../audit/corrections';
import { refuse } from '../domain/refusal';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { InvalidInput, Refused } from '../platform/http/refused';
import type { ItemField } from './plan.dto';

interface Wording {
  column: string;
  longest: number;
}

const FIELDS: Record<ItemField, Wording> = {
  title: { column: 'title', longest: 200 },
  shortName: { column: 'short_name', longest: 8 },
  section: { column: 'section', longest: 120 },
};

interface Correction {
  value: string;
  reason: string;
}

/** A point is a part of its item: its corrections stand in the item's history and under the item's version. */
export const pointField = (n: number): string => `point-${n}`;

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
    { field, value, reason }: Correction & { field: ItemField },
  ): Promise<void> {
    const { column, longest } = FIELDS[field];
    const newValue = fitting(value, longest);
    await this.db.write(async () => {
      const oldValue = await this.oldValue(sql`${sql.raw(column)} AS old FROM item WHERE id = ${itemId}`);
      const change = { field, oldValue, newValue, reason };
      await this.replace(
        by,
        { subject: 'item', id: itemId, version },
        sql`${sql.raw(column)} = ${newValue},`,
        change,
      );
    });
  }

  /** 更正 of the plan's own title. */
  async correctTitle(
    by: Actor,
    planId: number,
    version: number,
    { value, reason }: Correction,
  ): Promise<void> {
    const newValue = fitting(value, 200);
    await this.db.write(async () => {
      const oldValue = await this.oldValue(sql`title AS old FROM plan WHERE id = ${planId}`);
      const change = { field: 'title', oldValue, newValue, reason };
      await this.replace(by, { subject: 'plan', id: planId, version }, sql`title = ${newValue},`, change);
    });
  }

  /** 更正 of one point, by its number in the item. */
  async correctPoint(
    by: Actor,
    { itemId, n, version }: { itemId: number; n: number; version: number },
    { value, reason }: Correction,
  ): Promise<void> {
    const newValue = fitting(value, 1000);
    await this.db.write(async () => {
      const which = sql`point WHERE item_id = ${itemId} AND n = ${n}`;
      const oldValue = await this.oldValue(sql`text AS old FROM ${which}`);
      const change = { field: pointField(n), oldValue, newValue, reason };
      await this.replace(by, { subject: 'item', id: itemId, version }, sql``, change);
      await this.db.changed(sql`UPDATE point SET text = ${newValue} WHERE item_id = ${itemId} AND n = ${n}`);
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

  private async oldValue(from: Sql): Promise<string> {
    const row = await this.db.row<{ old: string }>(sql`SELECT ${from}`);
    if (!row) throw new Refused(refuse('not-found'));
    return row.old;
  }

  /** Compare-and-set on the version of the plan or the item; the change goes into its history. */
  private async replace(
    by: Actor,
    { subject, id, version }: { subject: 'plan' | 'item'; id: number; version: number },
    sets: Sql,
    change: Pick<FieldChange, 'field' | 'oldValue' | 'newValue' | 'reason'>,
  ): Promise<void> {
    const changed = await this.db.changed(sql`
      UPDATE ${sql.raw(subject)} SET ${sets} version = version + 1 WHERE id = ${id} AND version = ${version}`);
    if (changed !== 1) throw new Refused(refuse('stale-version'));
    if (change.oldValue === change.newValue) throw new Refused(refuse('nothing-changes'));
    await this.corrections.keep(by, { subject, subjectId: id, version: version + 1, ...change });
  }
}

function fitting(value: string, longest: number): string {
  const text = value.trim();
  if (text === '') throw new InvalidInput([{ field: 'value', message: '请填写' }]);
  if (Array.from(text).length > longest)
    throw new InvalidInput([{ field: 'value', message: `不能超过${longest}个字` }]);
  return text;
}
