import type { Day } from '../domain/day';
import type { DutyChanges, DutyFacts } from '../domain/duty';
import { refuse } from '../domain/refusal';
import type { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import { Refused } from '../platform/http/refused';

/** A duty as the rules of src/domain read it, with the keys that lead to its neighbours. */
export interface DutyRow extends DutyFacts {
  scheduleId: number;
  itemId: number;
  unitId: number;
  chargeId: number;
  silentNil: number;
  holdReason: string | null;
  ladderBase: Day;
}

/** What a rule changed, and the two columns that only say why. */
export type DutyRowChanges = DutyChanges & { holdReason?: string | null; waivedReason?: string | null };

type StoredRow = Omit<DutyRow, 'firstHandedAt' | 'acceptedAt'> & {
  firstHandedAt: string | null;
  acceptedAt: string | null;
};

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

/**
 * The duties that `where` names (alias d; c is the charge), in order of id. Inside a write the rows stay locked
 * until its end, so that what a rule decided on them still holds when it is stored.
 */
export async function loadDuties(db: Database, where: Sql): Promise<DutyRow[]> {
  const lock = db.inWrite && db.dialect === 'postgres' ? sql`FOR UPDATE OF d` : sql``;
  const stored = await db.rows<StoredRow>(sql`
    SELECT d.id, d.schedule_id AS "scheduleId", d.item_id AS "itemId", d.unit_id AS "unitId",
           d.charge_id AS "chargeId", d.role, d.period, d.opens_on AS "opensOn", d.due_nominal AS "dueNominal",
           d.original_due_on AS "originalDueOn", d.due_on AS "dueOn", d.created_on AS "createdOn",
           d.opened_late AS "openedLate", d.counts, d.silent_nil AS "silentNil", d.state, d.version,
           d.first_handed_at AS "firstHandedAt", d.accepted_at AS "acceptedAt", d.round, d.fix_by AS "fixBy",
           d.owed_on AS "owedOn", d.ladder_base AS "ladderBase", d.ladder_from AS "ladderFrom",
           d.ladder_used AS "ladderUsed", d.ladder_step AS "ladderStep", d.stepped_on AS "steppedOn",
           d.hold_reason AS "holdReason", d.term, CASE WHEN d.hold_reason IS NULL THEN 0 ELSE 1 END AS held,
           c.nil_run AS "nilRun"
      FROM duty d JOIN charge c ON c.id = d.charge_id
     WHERE ${where} ORDER BY d.id ${lock}`);
  return stored.map((row) => ({
    ...row,
    firstHandedAt: instant(row.firstHandedAt),
    acceptedAt: instant(row.acceptedAt),
  }));
}

const COLUMNS: Partial<Record<keyof DutyRowChanges, string>> = {
  state: 'state',
  round: 'round',
  counts: 'counts',
  dueOn: 'due_on',
  firstHandedAt: 'first_handed_at',
  acceptedAt: 'accepted_at',
  fixBy: 'fix_by',
  owedOn: 'owed_on',
  ladderBase: 'ladder_base',
  ladderFrom: 'ladder_from',
  ladderUsed: 'ladder_used',
  ladderStep: 'ladder_step',
  steppedOn: 'stepped_on',
  term: 'term',
  holdReason: 'hold_reason',
  waivedReason: 'waived_reason',
};

/** `held` and `nilRun` are computed from other tables and have no column here. */
function assignments(changes: DutyRowChanges): Sql[] {
  return (Object.keys(COLUMNS) as (keyof DutyRowChanges)[])
    .filter((key) => changes[key] !== undefined)
    .map((key) => sql`${sql.raw(COLUMNS[key] ?? '')} = ${changes[key] ?? null}`);
}

/** A person's change: compare-and-set on version and state, version + 1; 412 when somebody was faster. */
export async function changeDuty(
  db: Database,
  duty: Pick<DutyRow, 'id' | 'version' | 'state'>,
  changes: DutyRowChanges,
): Promise<void> {
  const set = sql.join([...assignments(changes), sql`version = version + 1`]);
  const changed = await db.changed(
    sql`UPDATE duty SET ${set} WHERE id = ${duty.id} AND version = ${duty.version} AND state = ${duty.state}`,
  );
  if (changed !== 1) throw new Refused(refuse('stale-version'));
}

/** Slices far below the number of placeholders either database takes in one statement. */
export function slices<T>(all: readonly T[], size = 1000): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}

/**
 * Many duties that were loaded in this write, one statement for all rows that change alike. `by` a person counts
 * the versions up; a sweep or a hold does not, or a unit typing at that moment would get 412.
 */
export async function changeDuties(
  db: Database,
  changed: readonly { id: number; changes: DutyRowChanges }[],
  by: 'person' | 'system',
): Promise<void> {
  const alike = new Map<string, { ids: number[]; changes: DutyRowChanges }>();
  for (const { id, changes } of changed) {
    const key = JSON.stringify(changes);
    const group = alike.get(key) ?? { ids: [], changes };
    group.ids.push(id);
    alike.set(key, group);
  }
  for (const { ids, changes } of alike.values()) {
    const set = assignments(changes);
    if (by === 'person') set.push(sql`version = version + 1`);
    if (set.length === 0) continue;
    for (const some of slices(ids)) {
      await db.changed(sql`UPDATE duty SET ${sql.join(set)} WHERE id IN ${sql.list(some)}`);
    }
  }
}
