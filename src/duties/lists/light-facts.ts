import { type Day, dayOf } from '../../domain/day';
import type { HoldReason } from '../../domain/holds';
import { dutyLight, type DutyLightFacts, type Light } from '../../domain/lights';
import { type ManualLight, withManual } from '../../domain/light-sums';
import type { WorkingCalendar } from '../../domain/working-calendar';
import type { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';

/** The columns of a duty (alias d) that its light speaks of; counts of messages only where red would say them. */
export function lightColumns(today: Day): Sql {
  const told = (kind: string) => sql`CASE WHEN d.state = 'open' AND d.owed_on < ${today} THEN
    (SELECT COUNT(*) FROM notice n WHERE n.unit_id = d.unit_id AND n.duty_id = d.id AND n.round = d.round
        AND n.kind = ${kind} AND n.outcome <> 'merged') ELSE 0 END`;
  return sql`d.id, d.state, d.counts, d.period, d.opens_on AS "opensOn", d.original_due_on AS "originalDueOn",
    d.due_on AS "dueOn", d.owed_on AS "owedOn", d.opened_late AS "openedLate", d.ladder_base AS "ladderBase",
    d.first_handed_at AS "handedAt", d.waived_reason AS "waivedFor", d.hold_reason AS "holdReason",
    ${told('remind')} AS reminded, ${told('urge')} + CASE WHEN d.owed_on < ${today} THEN
      (SELECT COUNT(*) FROM ladder_step l WHERE l.duty_id = d.id AND l.round = d.round) ELSE 0 END AS urged,
    (SELECT MAX(o.id) FROM light_override o WHERE o.duty_id = d.id AND o.since <= ${today} AND o.until >= ${today})
      AS "overrideId",
    CASE WHEN d.state = 'waived' AND d.waived_reason = '认定不涉及' THEN
      (SELECT k.decided_at FROM charge k WHERE k.id = d.charge_id) END AS "notInvolvedAt"`;
}

export interface LightRow extends Omit<DutyLightFacts, 'firstHandedAt' | 'holds' | 'notInvolvedOn'> {
  id: number;
  handedAt: string | null;
  holdReason: string | null;
  overrideId: number | null;
  notInvolvedAt: string | null;
}

/** The lights of rows read with `lightColumns`, by duty id; two more queries only where a row is held or overridden. */
export async function lightsOf(
  db: Database,
  rows: readonly LightRow[],
  today: Day,
  calendar: WorkingCalendar,
): Promise<Map<number, Light>> {
  const holds = await holdsOf(db, rows);
  const overrides = await overridesOf(db, rows);
  return new Map(
    rows.map((row) => {
      const light = dutyLight(factsOf(row, holds.get(row.id) ?? []), today, calendar);
      return [row.id, withManual(light, overrides.get(row.id) ?? null, today)];
    }),
  );
}

/** Named one by one: a spread of so wide a row takes fifty times as long, on every row of every list. */
function factsOf(row: LightRow, holds: readonly HoldReason[]): DutyLightFacts {
  return {
    state: row.state,
    counts: row.counts,
    period: row.period,
    opensOn: row.opensOn,
    originalDueOn: row.originalDueOn,
    dueOn: row.dueOn,
    owedOn: row.owedOn,
    openedLate: row.openedLate,
    ladderBase: row.ladderBase,
    firstHandedAt: row.handedAt === null ? null : new Date(row.handedAt),
    waivedFor: row.waivedFor,
    notInvolvedOn: row.notInvolvedAt === null ? null : dayOf(new Date(row.notInvolvedAt)),
    reminded: row.reminded,
    urged: row.urged,
    holds,
  };
}

async function holdsOf(db: Database, rows: readonly LightRow[]): Promise<Map<number, HoldReason[]>> {
  const held = rows.filter(({ holdReason }) => holdReason !== null).map(({ id }) => id);
  const holds = new Map<number, HoldReason[]>();
  if (held.length === 0) return holds;
  const found = await db.rows<{ dutyId: number; reason: HoldReason }>(sql`
    SELECT duty_id AS "dutyId", reason FROM duty_hold
     WHERE lifted_on IS NULL AND duty_id IN ${sql.list(held)} ORDER BY id`);
  for (const { dutyId, reason } of found) holds.set(dutyId, [...(holds.get(dutyId) ?? []), reason]);
  return holds;
}

async function overridesOf(db: Database, rows: readonly LightRow[]): Promise<Map<number, ManualLight>> {
  const ids = rows.flatMap(({ overrideId }) => (overrideId === null ? [] : [overrideId]));
  if (ids.length === 0) return new Map();
  const found = await db.rows<ManualLight & { dutyId: number }>(sql`
    SELECT o.duty_id AS "dutyId", o.light AS colour, o.reason, o.until, COALESCE(a.display_name, '系统') AS by
      FROM light_override o LEFT JOIN account a ON a.id = o.by_account WHERE o.id IN ${sql.list(ids)}`);
  return new Map(found.map(({ dutyId, ...manual }) => [dutyId, manual]));
}
