import { Injectable } from '@nestjs/common';
import { Corrections } from '../audit/corrections';
import { refuse } from '../domain/refusal';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import { Refused } from '../platform/http/refused';
import type {
  AssignmentView,
  ItemDetailView,
  ItemView,
  LeadingUnitView,
  PlanDetailView,
  PlanView,
  PointView,
} from './plan.view';

/** One item as the plan prints it, for `cli plan show --json`. */
export interface ShownItem {
  code: string;
  label: string;
  kind: string;
  title: string;
  /** Names as printed. */
  lead: string[];
  support: string[];
}

type ItemRow = Omit<ItemView, 'assignments' | 'leads' | 'points'>;
type OfItem<T> = T & { itemId: number };

@Injectable()
export class PlanReading {
  constructor(
    private readonly db: Database,
    private readonly corrections: Corrections,
    private readonly clock: Clock,
  ) {}

  /** The oldest first. */
  plans(): Promise<PlanView[]> {
    return this.plansWhere(sql`1 = 1`);
  }

  async plan(id: number): Promise<PlanDetailView> {
    const [plan] = await this.plansWhere(sql`p.id = ${id}`);
    if (!plan) throw new Refused(refuse('not-found'));
    return Object.assign(plan, { corrections: await this.corrections.of('plan', id) });
  }

  /** In document order, of one plan or of every live one. */
  async items(planId?: number): Promise<ItemView[]> {
    if (planId === undefined) return this.itemsWhere(sql`p.state = 'live'`);
    await this.plan(planId);
    return this.itemsWhere(sql`p.id = ${planId}`);
  }

  async item(id: number): Promise<ItemDetailView> {
    const [item] = await this.itemsWhere(sql`i.id = ${id}`);
    if (!item) throw new Refused(refuse('not-found'));
    return Object.assign(item, { corrections: await this.corrections.of('item', id) });
  }

  /** Every live plan's items in document order. */
  async planShow(): Promise<ShownItem[]> {
    return (await this.items()).map(({ code, label, kind, title, assignments }) => {
      const named = (role: string) =>
        assignments.filter((one) => one.role === role).map((one) => one.printedName);
      return { code, label, kind, title, lead: named('lead'), support: named('support') };
    });
  }

  private async plansWhere(where: Sql): Promise<PlanView[]> {
    const rows = await this.db.rows<Omit<PlanView, 'leadsInferred'> & { leadsInferred: number }>(sql`
      SELECT p.id, p.number, p.title, p.issued_on AS "issuedOn", p.state, p.successor_id AS "successorId",
             p.leads_confirmed_at AS "leadsConfirmedAt", p.version,
             (SELECT count(*) FROM item i WHERE i.plan_id = p.id) AS items,
             (SELECT count(*) FROM assignment a JOIN item i ON i.id = a.item_id
               WHERE i.plan_id = p.id AND a.lead_inferred = 1) AS "leadsInferred"
        FROM plan p WHERE ${where} ORDER BY p.issued_on, p.id`);
    return rows.map((row) => ({ ...row, leadsInferred: row.leadsInferred > 0 }));
  }

  private async itemsWhere(where: Sql): Promise<ItemView[]> {
    const rows = await this.db.rows<ItemRow>(sql`
      SELECT i.id, i.plan_id AS "planId", i.code, i.label, i.kind, i.parent_id AS "parentId", i.title,
             i.short_name AS "shortName", i.section, i.place, i.version,
             (SELECT count(*) FROM target t WHERE t.item_id = i.id) AS targets
        FROM item i JOIN plan p ON p.id = i.plan_id WHERE ${where} ORDER BY p.issued_on, p.id, i.sort`);
    const ids = sql.list(rows.map(({ id }) => id));
    const assignments = await this.assignments(ids);
    const leads = await this.leads(ids);
    const points = await this.points(ids);
    return rows.map((row) => ({
      ...row,
      assignments: assignments.get(row.id) ?? [],
      leads: leads.get(row.id) ?? [],
      points: points.get(row.id) ?? [],
    }));
  }

  private async assignments(itemIds: Sql): Promise<Map<number, AssignmentView[]>> {
    const rows = await this.db.rows<
      OfItem<Omit<AssignmentView, 'leadInferred'>> & { leadInferred: number }
    >(sql`
      SELECT item_id AS "itemId", n, role, printed_name AS "printedName", unit_id AS "unitId",
             collective_id AS "collectiveId", lead_inferred AS "leadInferred"
        FROM assignment WHERE item_id IN ${itemIds} ORDER BY item_id, n`);
    return byItem(rows.map((row) => ({ ...row, leadInferred: row.leadInferred === 1 })));
  }

  /** From the charges, not from the printed names: after a reassignment they differ. */
  private async leads(itemIds: Sql): Promise<Map<number, LeadingUnitView[]>> {
    const today = this.clock.today();
    const rows = await this.db.rows<OfItem<LeadingUnitView>>(sql`
      SELECT c.item_id AS "itemId", c.unit_id AS "unitId", u.name, u.office_phone AS "officePhone"
        FROM charge c JOIN unit u ON u.id = c.unit_id
       WHERE c.item_id IN ${itemIds} AND c.role = 'lead' AND c.since <= ${today}
         AND (c.until IS NULL OR c.until > ${today})
       ORDER BY c.item_id, u.sort`);
    return byItem(rows);
  }

  private async points(itemIds: Sql): Promise<Map<number, PointView[]>> {
    return byItem(
      await this.db.rows<OfItem<PointView>>(sql`
        SELECT item_id AS "itemId", n, text, place FROM point WHERE item_id IN ${itemIds} ORDER BY item_id, n`),
    );
  }
}

function byItem<T extends { itemId: number }>(rows: readonly T[]): Map<number, Omit<T, 'itemId'>[]> {
  const grouped = new Map<number, Omit<T, 'itemId'>[]>();
  for (const { itemId, ...rest } of rows) grouped.set(itemId, [...(grouped.get(itemId) ?? []), rest]);
  return grouped;
}
