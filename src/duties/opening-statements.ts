import type { Day } from '../domain/day';
import type { DueDay } from '../domain/recurrence';
import type { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import { reachable } from './contacts';
import type { ScheduleRow } from './schedule-facts';

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

/**
 * Whoever holds a charge of the schedule's role on the as-of day owes; in document order and 建制顺序, so that the id
 * of a duty is its place in every list. A charge under objection and a unit without a contact begin held.
 */
export async function insertDuties(db: Database, opening: PeriodOpening): Promise<number> {
  const { schedule, period, asOf, due, ladderBase } = opening;
  const silent = sql.list(schedule.silentNilKinds.split(',').filter(Boolean));
  const held = sql`CASE WHEN c.ack_state IN ('objected', 'not-involved-asked') THEN 'objection'
                        WHEN r.unit_id IS NULL THEN 'no-contact' END`;
  const climbing = sql`CASE WHEN ${sql.int(opening.counts)} = 1 AND r.unit_id IS NOT NULL
                             AND c.ack_state NOT IN ('objected', 'not-involved-asked')
                            THEN ${sql.text(ladderBase)} END`;
  return db.changed(sql`
    INSERT INTO duty (schedule_id, item_id, unit_id, charge_id, role, period, opens_on, due_nominal, original_due_on,
      due_on, created_on, created_at, opened_late, counts, silent_nil, state, version, round, owed_on, ladder_base,
      ladder_from, ladder_used, ladder_step, hold_reason)
    ${reachable}
    SELECT ${sql.int(schedule.id)}, c.item_id, c.unit_id, c.id, c.role, ${sql.text(period)}, ${sql.text(asOf)},
           ${sql.text(due.nominal)}, ${sql.text(due.due)}, ${sql.text(due.due)}, ${sql.text(opening.openedOn)},
           ${sql.text(opening.openedAt)}, ${sql.int(opening.late)}, ${sql.int(opening.counts)},
           CASE WHEN u.kind IN ${silent} THEN 1 ELSE 0 END, 'open', 1, 1, ${sql.text(due.due)},
           ${sql.text(ladderBase)}, ${climbing}, 0, 0, ${held}
      FROM charge c
      JOIN schedule_item si ON si.item_id = c.item_id AND si.schedule_id = ${schedule.id}
      JOIN item i ON i.id = c.item_id
      JOIN unit u ON u.id = c.unit_id
      LEFT JOIN reachable r ON r.unit_id = c.unit_id
     WHERE c.role = ${schedule.role} AND c.since <= ${asOf} AND (c.until IS NULL OR c.until > ${asOf})
       AND NOT (c.ack_state = 'not-involved' AND (c.not_involved_until IS NULL OR c.not_involved_until >= ${asOf}))
     ORDER BY i.sort, u.sort, c.id
    ON CONFLICT (schedule_id, item_id, unit_id, period) DO NOTHING`);
}

/** The holds that insertDuties began, by their names, so that they can be lifted one by one. */
export async function insertOpeningHolds(db: Database, opening: PeriodOpening): Promise<void> {
  const { openedOn } = opening;
  const held = sql`${openedDuties(opening)} AND d.hold_reason IS NOT NULL`;
  const into = sql`INSERT INTO duty_hold (duty_id, reason, since, note, by_account)`;
  await db.changed(sql`
    ${into} SELECT d.id, 'objection', ${sql.text(openedOn)}, '', 0 FROM duty d JOIN charge c ON c.id = d.charge_id
     WHERE ${held} AND c.ack_state IN ('objected', 'not-involved-asked')`);
  await db.changed(sql`
    ${into} ${reachable}
    SELECT d.id, 'no-contact', ${sql.text(openedOn)}, '', 0 FROM duty d LEFT JOIN reachable r ON r.unit_id = d.unit_id
     WHERE ${held} AND r.unit_id IS NULL`);
}
