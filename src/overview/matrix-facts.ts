import type { Day } from '../domain/day';
import type { Role } from '../domain/duty-state';
import type { Colour, Light } from '../domain/lights';
import type { WorkingCalendar } from '../domain/working-calendar';
import { lightColumns, type LightRow, lightsOf } from '../duties/lists/light-facts';
import type { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';

export interface MatrixScope {
  planId: number;
  period: string;
  day: Day;
  /** Alias u: the units the actor may see. */
  units: Sql;
}

export interface MatrixCharge {
  unitId: number;
  itemId: number;
  role: Role;
  notInvolved: number;
}

export interface MatrixDuty {
  id: number;
  unitId: number;
  itemId: number;
  role: Role;
  overdue: boolean;
  handedIn: boolean;
  light: Light;
}

/** Charges of that day, in document order and 建制顺序. */
export function matrixCharges(db: Database, { planId, day, units }: MatrixScope): Promise<MatrixCharge[]> {
  return db.rows(sql`
    SELECT c.unit_id AS "unitId", c.item_id AS "itemId", c.role, CASE WHEN c.ack_state = 'not-involved'
             AND (c.not_involved_until IS NULL OR c.not_involved_until >= ${day}) THEN 1 ELSE 0 END AS "notInvolved"
      FROM charge c JOIN item i ON i.id = c.item_id JOIN unit u ON u.id = c.unit_id
     WHERE i.plan_id = ${planId} AND c.since <= ${day} AND (c.until IS NULL OR c.until > ${day}) AND ${units}
     ORDER BY i.sort, u.sort, c.id`);
}

type PresentRow = LightRow & Pick<MatrixDuty, 'unitId' | 'itemId' | 'role'>;

/** The period's duties with their lights as they are now. */
export async function presentDuties(
  db: Database,
  scope: MatrixScope,
  calendar: WorkingCalendar,
): Promise<MatrixDuty[]> {
  const rows = await db.rows<PresentRow>(sql`
    SELECT ${lightColumns(scope.day)}, d.unit_id AS "unitId", d.item_id AS "itemId", d.role ${dutiesOf(scope)}`);
  const lights = await lightsOf(db, rows, scope.day, calendar);
  return rows.flatMap(({ id, unitId, itemId, role, owedOn, handedAt }) => {
    const light = lights.get(id);
    const overdue = owedOn !== null && owedOn < scope.day;
    return light ? [{ id, unitId, itemId, role, overdue, handedIn: handedAt !== null, light }] : [];
  });
}

/** The same as they were recorded until the end of that day. */
export async function pastDuties(db: Database, scope: MatrixScope): Promise<MatrixDuty[]> {
  const rows = await db.rows<Pick<MatrixDuty, 'id' | 'unitId' | 'itemId' | 'role'> & PastLight>(sql`
    SELECT d.id, d.unit_id AS "unitId", d.item_id AS "itemId", d.role, l.light AS colour, l.reason,
           COALESCE((SELECT e.to_state FROM duty_event e WHERE e.duty_id = d.id AND e.on_day <= ${scope.day}
                      ORDER BY e.n DESC LIMIT 1), 'open') AS state ${dutiesOf(scope, lightThen(scope.day))}
       AND d.created_on <= ${scope.day}`);
  return rows.map(({ colour, reason, state, ...duty }) => ({
    ...duty,
    overdue: colour === 'red',
    handedIn: state === 'submitted' || state === 'accepted' || state === 'returned',
    light: { colour: colour ?? 'grey', reason: reason ?? '当日没有记录', on: null },
  }));
}

interface PastLight {
  colour: Colour | null;
  reason: string | null;
  state: string;
}

function lightThen(day: Day): Sql {
  return sql`LEFT JOIN light_change l ON l.duty_id = d.id AND l.from_on =
    (SELECT MAX(pl.from_on) FROM light_change pl WHERE pl.duty_id = d.id AND pl.from_on <= ${day})`;
}

function dutiesOf({ planId, period, units }: MatrixScope, joined: Sql = sql``): Sql {
  return sql`FROM duty d JOIN item i ON i.id = d.item_id JOIN unit u ON u.id = d.unit_id ${joined}
    WHERE i.plan_id = ${planId} AND d.period = ${period} AND ${units}`;
}
