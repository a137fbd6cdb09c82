import { Injectable } from '@nestjs/common';
import type { Day } from '../domain/day';
import { refuse } from '../domain/refusal';
import {
  type PathPoint,
  pointsBehind,
  type TargetFacts,
  targetLight,
  YELLOW_POINTS,
} from '../domain/target-light';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import { offsetOf, type Page, pageOf } from '../platform/http/page';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import type { TargetQuery } from './target.dto';
import { leadsOf } from './target-leads';
import type { ReadingView, TargetDetailView, TargetView } from './target.view';
import { combinedFigures } from './unit-figures';

type TargetRow = Omit<TargetView, 'path' | 'reading' | 'light'> & { path: string };
type ReadingRow = Omit<ReadingView, 'old'> & { targetId: number; old: number };

const COLUMNS = sql`
  t.id, t.code, t.plan_id AS "planId", t.item_id AS "itemId", i.label AS "itemLabel", t.name, t.kind, t.value, t.unit,
  t.by_on AS "byOn", t.definition, t.path, t.filled_by AS "filledBy", t.settled_on AS "settledOn", t.version`;

@Injectable()
export class TargetReading {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** In the plan's order. */
  async list(query: TargetQuery): Promise<Page<TargetView>> {
    const where = sql.join(conditions(query), ' AND ');
    const found = await this.db.row<{ total: number }>(
      sql`SELECT count(*) AS total FROM target t WHERE ${where}`,
    );
    const rows = await this.db.rows<TargetRow>(sql`
      SELECT ${COLUMNS} FROM target t LEFT JOIN item i ON i.id = t.item_id WHERE ${where}
       ORDER BY t.plan_id, t.sort, t.id LIMIT ${query.size} OFFSET ${offsetOf(query)}`);
    return pageOf(query, await this.present(rows), found?.total ?? 0);
  }

  async one(by: Actor, id: number): Promise<TargetDetailView> {
    const row = await this.db.row<TargetRow>(sql`
      SELECT ${COLUMNS} FROM target t LEFT JOIN item i ON i.id = t.item_id WHERE t.id = ${id}`);
    if (!row) throw new Refused(refuse('not-found'));
    const all = (await this.readingsOf([id])).get(id) ?? [];
    const mayKnow = ({ unitId }: ReadingView) => unitId === 0 || by.unitIds.includes(unitId);
    const readings = by.role === 'unit' ? all.filter(mayKnow) : all;
    const [view] = await this.present([row]);
    if (!view) throw new Refused(refuse('not-found'));
    return Object.assign(view, { readings });
  }

  private async present(rows: readonly TargetRow[]): Promise<TargetView[]> {
    const today = this.clock.today();
    const ids = rows.map(({ id }) => id);
    const readings = await this.readingsOf(ids);
    const leads = await leadsOf(this.db, ids, today);
    return rows.map((row) => {
      const current = (readings.get(row.id) ?? []).filter(({ old }) => !old);
      const units = leads.filter(({ targetId }) => targetId === row.id).map(({ unitId }) => unitId);
      const figures =
        row.filledBy === 'unit'
          ? combinedFigures(current, units, row.unit === '%')
          : current.filter(({ unitId }) => unitId === 0);
      return toTargetView(row, figures, today);
    });
  }

  /** Figures by target, the office's and the units', the newest first; of one day the one written last. */
  private async readingsOf(targetIds: readonly number[]): Promise<Map<number, ReadingView[]>> {
    const rows = await this.db.rows<ReadingRow>(sql`
      SELECT id, target_id AS "targetId", unit_id AS "unitId", period, value, as_of AS "asOf", source, at,
             CASE state WHEN 'old' THEN 1 ELSE 0 END AS old
        FROM reading WHERE target_id IN ${sql.list(targetIds)} ORDER BY as_of DESC, id DESC`);
    const readings = new Map<number, ReadingView[]>();
    for (const { targetId, old, ...reading } of rows) {
      readings.set(targetId, [...(readings.get(targetId) ?? []), { ...reading, old: old === 1 }]);
    }
    return readings;
  }
}

function conditions({ plan, item }: TargetQuery): Sql[] {
  const where = [sql`1 = 1`];
  if (plan !== undefined) where.push(sql`t.plan_id = ${plan}`);
  if (item !== undefined) where.push(sql`t.item_id = ${item}`);
  return where;
}

/** @param figures what counts, the newest first */
function toTargetView(row: TargetRow, figures: readonly ReadingView[], today: Day): TargetView {
  const path = JSON.parse(row.path) as PathPoint[];
  const [newest, ...before] = figures;
  const facts: TargetFacts = {
    ...row,
    path,
    definition: row.definition === '' ? null : row.definition,
    reading: newest ? { value: newest.value, on: newest.asOf } : null,
    behindBefore: 0,
    settled: row.settledOn !== null,
  };
  const { colour, reason } = targetLight({ ...facts, behindBefore: behindInARow(facts, before) }, today);
  return { ...row, path, reading: newest ?? null, light: { colour, reason } };
}

/** How many values before the newest were behind without a break. */
function behindInARow(facts: TargetFacts, before: readonly ReadingView[]): number {
  const onPath = before.findIndex(
    ({ value, asOf }) => pointsBehind(facts, { value, on: asOf }) < YELLOW_POINTS,
  );
  return onPath === -1 ? before.length : onPath;
}
