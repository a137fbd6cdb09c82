import type { Day } from '../../domain/day';
import type { DueDay } from '../../domain/recurrence';
import type { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import { reachable } from '../serving/contacts';
import { leadPeriodSql } from './lead-periods';
import type { ScheduleRow } from '../schedules/schedule-facts';

/** One period of one schedule, with everything that the domain decided about it. */
export interface PeriodOpening {
  schedule: ScheduleRow;
  period: string;
  asOf: Day;
  due: DueDay;
  ladderBase: Day;
  counts: boolean;
  late: boolean;
  openedOn: Day;
  openedAt: Date;
  /** The last id of a duty before: those of this opening come after it. */
  after: number;
}

export async function lastDutyId(db: Database): Promise<number> {
  return (await db.row<{ id: number | null }>(sql`SELECT MAX(id) AS id FROM duty`))?.id ?? 0;
}

/**
 * The duties this opening has made, alias d. The plus signs keep SQLite off the unique index: a million duties are
 * read in one run of ids, not one by one.
 */
export function openedDuties({ schedule, period, after }: PeriodOpening): Sql {
  return sql`d.id > ${after} AND +d.schedule_id = ${schedule.id} AND d.period = ${period}`;
}

/** False when somebody opened the period before: its row is the watermark. */
export async function claimPeriod(db: Database, opening: PeriodOpening): Promise<boolean> {
  const { schedule, period, asOf, due } = opening;
  const claimed = await db.changed(sql`
    INSERT INTO period_open (schedule_id, period, as_of, opens_on, due_nominal, due_on, due_rule, due_why, provisional,
                             late, duties, opened_at)
    VALUES (${schedule.id}, ${period}, ${asOf}, ${asOf}, ${due.nominal}, ${due.due}, ${JSON.stringify(schedule.rule)}, ${due.why},
            ${due.provisional}, ${opening.late}, 0, ${opening.openedAt})
    ON CONFLICT (schedule_id, period) DO NOTHING`);
  return claimed === 1;
}

/** First and last id of the duties this opening has made; each is found at its end of the ids, not by reading all. */
export async function endsOf(
  db: Database,
  opening: PeriodOpening,
): Promise<{ first: number | null; last: number | null }> {
  const own = sql`SELECT d.id FROM duty d WHERE ${openedDuties(opening)} ORDER BY d.id`;
  const ends = await db.row<{ first: number | null; last: number | null }>(
    sql`SELECT (${own} LIMIT 1) AS first, (${own} DESC LIMIT 1) AS last`,
  );
  return ends ?? { first: null, last: null };
}

/**
 * Whoever holds a charge of the schedule's role on the as-of day owes; in document order and 建制顺序, so that the id
 * of a duty is its place in every list. A charge under objection and a unit without a contact begin held. Sorted before
 * the period's own columns are added: a million narrow rows are sorted in half the time of wide ones. `who` (alias c)
 * names other charges than the as-of day's.
 */
export async function insertDuties(
  db: Database,
  opening: PeriodOpening,
  who = holders(opening.asOf),
): Promise<number> {
  const { schedule, period, asOf, due, ladderBase } = opening;
  const silent = sql.list(schedule.silentNilKinds.split(',').filter(Boolean));
  const held = sql`CASE WHEN c.ack_state IN ('objected', 'not-involved-asked') THEN 'objection'
                        WHEN r.unit_id IS NULL THEN 'no-contact' END`;
  const leadPeriod = await leadPeriodSql(db, schedule, period);
  const climbing = sql`CASE WHEN ${sql.int(opening.counts)} = 1 AND o.held IS NULL THEN ${sql.text(ladderBase)} END`;
  return db.changed(sql`
    INSERT INTO duty (schedule_id, item_id, unit_id, charge_id, role, period, lead_period, opens_on, due_nominal, original_due_on,
      due_on, created_on, created_at, opened_late, counts, silent_nil, state, version, round, owed_on, ladder_base,
      ladder_from, ladder_used, ladder_step, hold_reason)
    ${reachable}, owing AS MATERIALIZED (
    SELECT c.id, c.item_id, c.unit_id, u.kind, ${held} AS held
      FROM charge c
      JOIN schedule_item si ON si.item_id = c.item_id AND si.schedule_id = ${schedule.id}
      JOIN item i ON i.id = c.item_id
      JOIN unit u ON u.id = c.unit_id
      LEFT JOIN reachable r ON r.unit_id = c.unit_id
     WHERE c.role = ${schedule.role} AND ${who}
     ORDER BY i.sort, u.sort, c.id)
    SELECT ${sql.int(schedule.id)}, o.item_id, o.unit_id, o.id, ${sql.text(schedule.role)}, ${sql.text(period)}, ${leadPeriod}, ${sql.text(asOf)},
           ${sql.text(due.nominal)}, ${sql.text(due.due)}, ${sql.text(due.due)}, ${sql.text(opening.openedOn)},
           ${sql.text(opening.openedAt)}, ${sql.int(opening.late)}, ${sql.int(opening.counts)},
           CASE WHEN o.kind IN ${silent} THEN 1 ELSE 0 END, 'open', 1, 1, ${sql.text(due.due)},
           ${sql.text(ladderBase)}, ${climbing}, 0, 0, o.held
      FROM owing o WHERE 1 = 1
    ON CONFLICT (schedule_id, item_id, unit_id, period) DO NOTHING`);
}

/** Charges (alias c) that count on that day, those found 不涉及 apart. */
export function holders(on: Day): Sql {
  return sql`c.since <= ${on} AND (c.until IS NULL OR c.until > ${on})
    AND NOT (c.ack_state = 'not-involved' AND (c.not_involved_until IS NULL OR c.not_involved_until >= ${on}))`;
}

/**
 * The holds that insertDuties began, by their names, so that they can be lifted one by one; a duty may have both.
 * The duties stand before the CROSS JOIN, behind which SQLite does not reorder: they are read once, not once a reason.
 */
export async function insertOpeningHolds(db: Database, opening: PeriodOpening): Promise<void> {
  await db.changed(sql`
    INSERT INTO duty_hold (duty_id, reason, since, note, by_account)
    ${reachable}
    SELECT d.id, h.reason, ${sql.text(opening.openedOn)}, '', 0
      FROM duty d JOIN charge c ON c.id = d.charge_id LEFT JOIN reachable r ON r.unit_id = d.unit_id
     CROSS JOIN (SELECT 'objection' AS reason UNION ALL SELECT 'no-contact') h
     WHERE ${openedDuties(opening)} AND d.hold_reason IS NOT NULL
       AND CASE h.reason WHEN 'objection' THEN c.ack_state IN ('objected', 'not-involved-asked')
                         ELSE r.unit_id IS NULL END
     ORDER BY d.id, h.reason DESC`);
}
