import { Injectable } from '@nestjs/common';
import { Corrections } from '../audit/corrections';
import { type Aligned, align } from '../platform/database/align';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { ChargeExpansion } from './charge-expansion.service';
import { pointField } from './plan-changes.service';
import type { SeedItem, SeedPlan, SeedUnit } from './seed-shapes';

/** The plan, its items, points and assignments as the files say, and the charges that follow from them. */
@Injectable()
export class PlanSeeding {
  constructor(
    private readonly db: Database,
    private readonly corrections: Corrections,
    private readonly expansion: ChargeExpansion,
  ) {}

  /** Inside a write, as all of these. */
  async plan(plan: SeedPlan): Promise<Aligned> {
    const corrected = await this.corrections.corrected('plan');
    return align(this.db, {
      table: 'plan',
      key: ['number'],
      rows: [{ number: plan.number, title: plan.title, issued_on: plan.issuedOn }],
      first: { state: plan.state, successor_id: null, leads_confirmed_at: null, version: 1 },
      keeps: (id, column) => corrected.has(`${id}.${column}`),
    });
  }

  async items(plan: SeedPlan): Promise<Aligned> {
    const planId = await this.planId(plan.number);
    const corrected = await this.corrections.corrected('item');
    const sections = new Map(plan.sections.map(({ place, title }) => [place, title]));
    const fields: Record<string, string> = { short_name: 'shortName' };
    const result = await align(this.db, {
      table: 'item',
      key: ['code'],
      within: sql`plan_id = ${planId}`,
      rows: plan.items.map((item, index) => ({
        code: item.code,
        label: item.label,
        kind: item.kind,
        sort: index + 1,
        title: item.title,
        short_name: item.shortName,
        section: sections.get(item.section) ?? '',
        place: item.place,
      })),
      first: { plan_id: planId, parent_id: null, version: 1 },
      keeps: (id, column) => corrected.has(`${id}.${fields[column] ?? column}`),
    });
    await this.parents(planId, plan.items);
    return result;
  }

  async points(plan: SeedPlan): Promise<Aligned> {
    const ids = await this.itemIds(plan.number);
    const corrected = await this.corrections.corrected('item');
    const points = await this.db.rows<{ id: number; itemId: number; n: number }>(
      sql`SELECT id, item_id AS "itemId", n FROM point`,
    );
    const names = new Map(points.map(({ id, itemId, n }) => [id, `${itemId}.${pointField(n)}`]));
    return align(this.db, {
      table: 'point',
      key: ['item_id', 'n'],
      rows: plan.items.flatMap(({ code, points }) =>
        points.map(({ text, place }, index) => ({ item_id: ids.get(code) ?? 0, n: index + 1, text, place })),
      ),
      keeps: (id, column) => column === 'text' && corrected.has(names.get(id) ?? ''),
    });
  }

  async assignments(plan: SeedPlan, units: readonly SeedUnit[]): Promise<Aligned> {
    const itemIds = await this.itemIds(plan.number);
    const parties = await this.parties(units);
    return align(this.db, {
      table: 'assignment',
      key: ['item_id', 'n'],
      rows: plan.items.flatMap(({ code, lead, support }) =>
        [lead, ...support].map((name, index) => ({
          item_id: demand(itemIds, code),
          n: index + 1,
          role: index === 0 ? 'lead' : 'support',
          printed_name: name,
          lead_inferred: index === 0 && plan.leadInferred ? 1 : 0,
          ...demand(parties, name),
        })),
      ),
      keeps: (_, column) => column === 'lead_inferred', // the office may have confirmed it
    });
  }

  /** What assignments and dated memberships ask for: who was relieved or came otherwise is the office's decision. */
  async charges(plan: SeedPlan, by: Actor): Promise<Aligned> {
    const id = await this.planId(plan.number);
    const { begun, ended, wanted } = await this.expansion.follow(
      by,
      { id, issuedOn: plan.issuedOn },
      '成员期满',
    );
    return { inserted: begun.length, changed: ended.length, unchanged: wanted - begun.length, kept: 0 };
  }

  private async parents(planId: number, items: readonly SeedItem[]): Promise<void> {
    for (const { code, parent } of items) {
      if (parent === null) continue;
      await this.db.changed(sql`
        UPDATE item SET parent_id = (SELECT p.id FROM item p WHERE p.plan_id = ${planId} AND p.code = ${parent})
         WHERE plan_id = ${planId} AND code = ${code} AND parent_id IS NULL`);
    }
  }

  private async planId(number: string): Promise<number> {
    const plan = await this.db.row<{ id: number }>(sql`SELECT id FROM plan WHERE number = ${number}`);
    if (!plan) throw new Error(`the plan ${number} was not taken in`);
    return plan.id;
  }

  private async itemIds(number: string): Promise<Map<string, number>> {
    const planId = await this.planId(number);
    const rows = await this.db.rows<{ id: number; code: string }>(
      sql`SELECT id, code FROM item WHERE plan_id = ${planId}`,
    );
    return new Map(rows.map(({ id, code }) => [code, id]));
  }

  /** What a printed name stands for. Units by code: the office may have renamed one since. */
  private async parties(units: readonly SeedUnit[]): Promise<Map<string, Party>> {
    const codes = new Map(units.map(({ code, name }) => [code, name]));
    const parties = new Map<string, Party>();
    for (const { id, code } of await this.db.rows<{ id: number; code: string }>(
      sql`SELECT id, code FROM unit`,
    )) {
      parties.set(codes.get(code) ?? '', { unit_id: id, collective_id: null });
    }
    for (const { id, name } of await this.db.rows<{ id: number; name: string }>(
      sql`SELECT id, name FROM collective`,
    )) {
      parties.set(name, { unit_id: null, collective_id: id });
    }
    return parties;
  }
}

interface Party {
  unit_id: number | null;
  collective_id: number | null;
}

/** The files were checked: a name that leads nowhere is a mistake of ours. */
function demand<T>(known: ReadonlyMap<string, T>, name: string): T {
  const found = known.get(name);
  if (found === undefined) throw new Error(`the seeds name ${name}, which is nowhere`);
  return found;
}
