import { Injectable } from '@nestjs/common';
import { type Expansion, expandAssignments } from '../domain/charge-rules';
import { acknowledgeBy, holdsLadder, objectionDecidedBy } from '../domain/charge-state';
import { type Day, dayOf, later } from '../domain/day';
import { refuse } from '../domain/refusal';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { offsetOf, type Page, pageOf } from '../platform/http/page';
import { Refused } from '../platform/http/refused';
import type { ChargeQuery } from './charge.dto';
import { assignmentsOf, membershipsOf } from './charge.entity';
import type { ChargeView } from './charge.view';
import { RulesInForce, type SupervisionRules } from './rules-in-force.service';

type ChargeRow = Omit<ChargeView, 'merged' | 'decideBy' | 'acknowledgeBy'> & {
  planId: number;
  toldOn: Day | null;
};

const COLUMNS = sql`
  c.id, c.item_id AS "itemId", i.plan_id AS "planId", i.code AS "itemCode", i.label AS "itemLabel",
  i.short_name AS "itemShortName", i.title AS "itemTitle", c.unit_id AS "unitId", u.name AS "unitName", c.role,
  a.printed_name AS "printedName", c.since, c.until, c.ack_state AS "ackState", c.acked_at AS "ackedAt",
  c.objection, c.objected_at AS "objectedAt", c.decision, c.decided_at AS "decidedAt",
  c.not_involved_until AS "notInvolvedUntil", c.internal_handler AS "internalHandler", c.version,
  (SELECT MIN(CASE WHEN v.served_on > s.released_on THEN v.served_on ELSE s.released_on END)
     FROM service v JOIN schedule s ON s.id = v.schedule_id JOIN schedule_item si ON si.schedule_id = s.id
    WHERE v.unit_id = c.unit_id AND si.item_id = c.item_id AND s.role = c.role
      AND s.released_on IS NOT NULL) AS "toldOn"`;

const TABLES = sql`
  charge c JOIN item i ON i.id = c.item_id JOIN unit u ON u.id = c.unit_id
  LEFT JOIN assignment a ON a.id = c.assignment_id`;

@Injectable()
export class ChargeReading {
  constructor(
    private readonly db: Database,
    private readonly rules: RulesInForce,
    private readonly clock: Clock,
  ) {}

  /** In document order, then 建制顺序. A unit sees its own. */
  async list(by: Actor, query: ChargeQuery): Promise<Page<ChargeView>> {
    const where = sql.join(conditions(by, query, this.clock.today()), ' AND ');
    const found = await this.db.row<{ total: number }>(
      sql`SELECT count(*) AS total FROM charge c WHERE ${where}`,
    );
    const rows = await this.db.rows<ChargeRow>(sql`
      SELECT ${COLUMNS} FROM ${TABLES} WHERE ${where}
       ORDER BY i.plan_id, i.sort, CASE c.role WHEN 'lead' THEN 0 ELSE 1 END, u.sort, c.id
       LIMIT ${query.size} OFFSET ${offsetOf(query)}`);
    return pageOf(query, await this.complete(rows), found?.total ?? 0);
  }

  async one(by: Actor, id: number): Promise<ChargeView> {
    const where = sql.join([sql`c.id = ${id}`, ...scope(by)], ' AND ');
    const [view] = await this.complete(
      await this.db.rows<ChargeRow>(sql`SELECT ${COLUMNS} FROM ${TABLES} WHERE ${where}`),
    );
    if (!view) throw new Refused(refuse('not-found'));
    return view;
  }

  private async complete(rows: readonly ChargeRow[]): Promise<ChargeView[]> {
    const rules = await this.rules.current();
    const merged = await this.mergedInto(rows);
    return rows.map(({ planId, toldOn, ...charge }) => ({
      ...charge,
      merged: merged(planId, charge),
      // who joins later is asked from then on
      acknowledgeBy: toldOn && acknowledgeBy(later(toldOn, charge.since), rules.calendar, rules.terms),
      decideBy: decideBy(charge, rules),
    }));
  }

  /** 并入 is computed by the rule that made the charges, as of the day each began. */
  private async mergedInto(
    rows: readonly ChargeRow[],
  ): Promise<(planId: number, row: Omit<ChargeRow, 'planId' | 'toldOn'>) => string[]> {
    const names = new Map<number, string>();
    const expansions = new Map<string, Expansion>();
    for (const planId of new Set(rows.map((row) => row.planId))) {
      const assignments = await assignmentsOf(this.db, planId);
      const memberships = await membershipsOf(this.db, planId);
      for (const { id, printedName } of assignments) names.set(id, printedName);
      for (const since of new Set(rows.filter((row) => row.planId === planId).map((row) => row.since))) {
        expansions.set(`${planId}/${since}`, expandAssignments(assignments, memberships, since));
      }
    }
    return (planId, { since, itemId, unitId }) =>
      (expansions.get(`${planId}/${since}`)?.merged ?? [])
        .filter((one) => one.itemId === itemId && one.unitId === unitId)
        .map((one) => names.get(one.assignmentId) ?? '');
  }
}

function decideBy(
  { ackState, objectedAt }: ChargeRowState,
  { calendar, terms }: SupervisionRules,
): Day | null {
  if (!holdsLadder(ackState) || objectedAt === null) return null;
  return objectionDecidedBy(dayOf(new Date(objectedAt)), calendar, terms);
}

type ChargeRowState = Pick<ChargeView, 'ackState' | 'objectedAt'>;

function scope(by: Actor): Sql[] {
  return by.role === 'unit' ? [sql`c.unit_id IN ${sql.list(by.unitIds)}`] : [];
}

function conditions(by: Actor, query: ChargeQuery, today: Day): Sql[] {
  const counting = sql`(c.until IS NULL OR c.until > ${today})`;
  const where = [query.state === undefined ? counting : sql`c.ack_state = ${query.state}`];
  if (query.item !== undefined) where.push(sql`c.item_id = ${query.item}`);
  if (query.unit !== undefined) where.push(sql`c.unit_id = ${query.unit}`);
  if (query.role !== undefined) where.push(sql`c.role = ${query.role}`);
  return [...where, ...scope(by)];
}
