import type { CaseFacts } from '../domain/case-rules';
import type { Day } from '../domain/day';
import { isOverdue } from '../domain/duty';
import type { Role } from '../domain/duty-state';
import { refuse } from '../domain/refusal';
import type { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import type { CaseKind } from './case.entity';

/** A case as the rules read it. */
export interface CaseRow extends CaseFacts {
  id: number;
  kind: CaseKind;
  unitId: number;
  period: string;
  version: number;
}

/** One of a case's duties: owed here means owed in the round that brought it here. */
export interface CaseDutyRow {
  caseId: number;
  dutyId: number;
  role: Role;
  label: string;
  shortName: string;
  dueOn: Day;
  owedOn: Day | null;
  ladderFrom: Day | null;
  ladderStep: number;
}

/** A unit sees its own cases (alias c), the others all. */
export function readableCases(actor: Actor): Sql {
  return actor.role === 'unit' ? sql`c.unit_id IN ${sql.list(actor.unitIds)}` : sql`1 = 1`;
}

/** Inside a write: the case as its version says, or 404, or 412. */
export async function demandCase(db: Database, actor: Actor, id: number, version: number): Promise<CaseRow> {
  const row = await db.row<CaseRow>(sql`
    SELECT c.id, c.kind, c.unit_id AS "unitId", c.period, c.state, c.papers_issued AS "papersIssued",
           c.promised_on AS "promisedOn", c.promises AS "promisesThisRound", c.version
      FROM supervision_case c WHERE c.id = ${id} AND ${readableCases(actor)}`);
  if (!row) throw new Refused(refuse('not-found'));
  if (row.version !== version) throw new Refused(refuse('stale-version'));
  return row;
}

export function dutiesOfCases(db: Database, ids: readonly number[]): Promise<CaseDutyRow[]> {
  const here = (column: string) => sql`CASE WHEN d.round = cd.round THEN d.${sql.raw(column)} END`;
  return db.rows(sql`
    SELECT cd.case_id AS "caseId", d.id AS "dutyId", d.role, i.label, i.short_name AS "shortName",
           d.due_on AS "dueOn", ${here('owed_on')} AS "owedOn", ${here('ladder_from')} AS "ladderFrom",
           d.ladder_step AS "ladderStep"
      FROM case_duty cd JOIN duty d ON d.id = cd.duty_id JOIN item i ON i.id = d.item_id
     WHERE cd.case_id IN ${sql.list(ids)} ORDER BY cd.case_id, i.sort, d.id`);
}

/** What somebody waits for in vain today: what was put off, say by a 统一顺延, is no matter of the case. */
export function overdueOf(duties: readonly CaseDutyRow[], today: Day): number[] {
  return duties.filter((duty) => isOverdue(duty, today)).map(({ dutyId }) => dutyId);
}

/** 任务1 质量管理工具、产业5 纺织 */
export function sayCase(duties: readonly Pick<CaseDutyRow, 'label' | 'shortName'>[]): string {
  return duties.map(({ label, shortName }) => `${label} ${shortName}`).join('、');
}
