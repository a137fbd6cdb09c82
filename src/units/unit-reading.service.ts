import { Injectable } from '@nestjs/common';
import { Corrections } from '../audit/corrections';
import { refuse } from '../domain/refusal';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import { offsetOf, type Page, pageOf } from '../platform/http/page';
import { Refused } from '../platform/http/refused';
import type { UnitQuery } from './unit.dto';
import {
  type CollectiveView,
  type MemberView,
  toUnitView,
  type UnitDetailView,
  type UnitRow,
  type UnitView,
} from './unit.view';

const COLUMNS = sql`
  u.id, u.code, u.name, u.full_name AS "fullName", u.name_confirmed AS "nameConfirmed",
  u.matrix_name AS "matrixName", u.kind, u.sort, u.counterpart, u.office_phone AS "officePhone",
  u.succeeded_by AS "succeededBy", u.succeeded_on AS "succeededOn", u.version,
  (SELECT count(*) FROM charge c WHERE c.unit_id = u.id) AS charges`;

@Injectable()
export class UnitReading {
  constructor(
    private readonly db: Database,
    private readonly corrections: Corrections,
  ) {}

  /** Always in 建制顺序: any other order would be a ranking. */
  async list(query: UnitQuery): Promise<Page<UnitView>> {
    const where = sql.join(conditions(query), ' AND ');
    const found = await this.db.row<{ total: number }>(
      sql`SELECT count(*) AS total FROM unit u WHERE ${where}`,
    );
    const rows = await this.db.rows<UnitRow>(sql`
      SELECT ${COLUMNS} FROM unit u WHERE ${where} ORDER BY u.sort, u.id
       LIMIT ${query.size} OFFSET ${offsetOf(query)}`);
    const aliases = await this.aliasesOf(rows.map(({ id }) => id));
    const views = rows.map((row) => toUnitView(row, aliases.get(row.id) ?? []));
    return pageOf(query, views, found?.total ?? 0);
  }

  async one(id: number): Promise<UnitDetailView> {
    const row = await this.db.row<UnitRow>(sql`SELECT ${COLUMNS} FROM unit u WHERE u.id = ${id}`);
    if (!row) throw new Refused(refuse('not-found'));
    const aliases = (await this.aliasesOf([id])).get(id) ?? [];
    return Object.assign(toUnitView(row, aliases), { corrections: await this.corrections.of('unit', id) });
  }

  async collectives(): Promise<CollectiveView[]> {
    const collectives = await this.db.rows<{ id: number; name: string; aliases: string }>(
      sql`SELECT id, name, aliases FROM collective ORDER BY id`,
    );
    const members = await this.db.rows<MemberView & { collectiveId: number }>(sql`
      SELECT m.collective_id AS "collectiveId", m.unit_id AS "unitId", u.name AS "unitName", m.plan_id AS "planId",
             m.since, m.until
        FROM membership m JOIN unit u ON u.id = m.unit_id ORDER BY u.sort, m.since`);
    return collectives.map(({ id, name, aliases }) => ({
      id,
      name,
      aliases: JSON.parse(aliases) as string[],
      members: members
        .filter(({ collectiveId }) => collectiveId === id)
        .map(({ collectiveId: _, ...member }) => member),
    }));
  }

  async collective(id: number): Promise<CollectiveView> {
    const found = (await this.collectives()).find((one) => one.id === id);
    if (!found) throw new Refused(refuse('not-found'));
    return found;
  }

  private async aliasesOf(unitIds: readonly number[]): Promise<Map<number, string[]>> {
    const rows = await this.db.rows<{ unitId: number; name: string }>(sql`
      SELECT unit_id AS "unitId", name FROM unit_alias WHERE unit_id IN ${sql.list(unitIds)} ORDER BY id`);
    const aliases = new Map<number, string[]>();
    for (const { unitId, name } of rows) aliases.set(unitId, [...(aliases.get(unitId) ?? []), name]);
    return aliases;
  }
}

function conditions({ kind, q }: UnitQuery): Sql[] {
  const where = [sql`1 = 1`];
  if (kind !== undefined) where.push(sql`u.kind = ${kind}`);
  if (q !== undefined && q !== '') {
    const like = `%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    const anywhere = ['u.name', 'u.full_name', 'u.matrix_name', 'u.code'].map(
      (column) => sql`lower(${sql.raw(column)}) LIKE ${like} ESCAPE '\\'`,
    );
    const alias = sql`EXISTS (SELECT 1 FROM unit_alias a WHERE a.unit_id = u.id AND lower(a.name) LIKE ${like} ESCAPE '\\')`;
    where.push(sql`(${sql.join([...anywhere, alias], ' OR ')})`);
  }
  return where;
}
