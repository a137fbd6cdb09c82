import { refuse } from '../domain/refusal';
import type { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import { Refused } from '../platform/http/refused';
import type { CorrectableField } from './unit.dto';
import type { Unit } from './unit.entity';

export type UnitFacts = Pick<Unit, 'id' | 'succeededBy' | 'nameConfirmed' | 'version' | CorrectableField>;

/** Refused when there is none, or when it is not at `version` any more. */
export async function loadUnit(db: Database, id: number, version?: number): Promise<UnitFacts> {
  const unit = await db.row<UnitFacts>(sql`
    SELECT id, name, full_name AS "fullName", matrix_name AS "matrixName", kind, counterpart,
           office_phone AS "officePhone", name_confirmed AS "nameConfirmed", succeeded_by AS "succeededBy", version
      FROM unit WHERE id = ${id}`);
  if (!unit) throw new Refused(refuse('not-found'));
  if (version !== undefined && unit.version !== version) throw new Refused(refuse('stale-version'));
  return unit;
}

/** Inside a write: compare-and-set on the version. */
export async function setUnit(db: Database, id: number, version: number, sets: Sql): Promise<void> {
  const changed = await db.changed(sql`
    UPDATE unit SET ${sets}, version = version + 1 WHERE id = ${id} AND version = ${version}`);
  if (changed !== 1) throw new Refused(refuse('stale-version'));
}
