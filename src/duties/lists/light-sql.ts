import { addDays, type Day } from '../../domain/day';
import type { HoldReason } from '../../domain/holds';
import { BLUE_WORKDAYS } from '../../domain/lights';
import { type Period, periodOf, type RegularFrequency } from '../../domain/period';
import type { WorkingCalendar } from '../../domain/working-calendar';
import { type Sql, sql } from '../../platform/database/sql';

const FREQUENCIES: readonly RegularFrequency[] = ['month', 'quarter', 'half', 'year'];

/** The last due day that is within the blue distance of today. */
function blueThrough(today: Day, calendar: WorkingCalendar): Day {
  return addDays(calendar.addWorkdays(today, BLUE_WORKDAYS + 1), -1);
}

/**
 * The colour of domain/lights `dutyLight` as SQL compares it, first match first; aliases d (duty) and s (its
 * schedule). A test compares the two over generated rows; the sentence is the domain's alone.
 */
export function lightSql(today: Day, calendar: WorkingCalendar): Sql {
  const near = blueThrough(today, calendar);
  const over = FREQUENCIES.map((frequency): Sql => {
    const current: Period = periodOf(frequency, today);
    return sql`(s.frequency = ${frequency} AND d.period < ${current})`;
  });
  // 16:00 UTC of the due day is its midnight in Shanghai: what came in from then on is late
  const madeUp = sql`d.first_handed_at >= d.due_on || 'T16:00:00.000Z'`;
  return sql`CASE
    WHEN d.state = 'waived' OR d.opens_on > ${today} OR d.counts = 0 THEN 'grey'
    WHEN d.owed_on IS NOT NULL AND ${isHeld(['good-reason'])} THEN 'grey'
    WHEN d.state = 'open' AND ${isHeld(['unserved', 'no-contact', 'extension', 'objection'])} THEN 'grey'
    WHEN d.state = 'open' AND d.owed_on < ${today} AND d.ladder_base >= ${today} THEN 'grey'
    WHEN d.state = 'open' AND d.due_on > ${calendar.coveredThrough} AND d.due_on > ${near} THEN 'grey'
    WHEN d.state = 'open' AND d.owed_on < ${today} THEN 'red'
    WHEN d.state = 'returned' THEN 'yellow'
    WHEN ${madeUp} AND (d.state = 'submitted' OR NOT (${sql.join(over, ' OR ')})) THEN 'yellow'
    WHEN d.state = 'open' AND d.due_on <= ${near} THEN 'blue'
    ELSE 'green' END`;
}

const isHeld = (reasons: readonly HoldReason[]): Sql => sql`(d.hold_reason IS NOT NULL AND EXISTS
  (SELECT 1 FROM duty_hold h WHERE h.duty_id = d.id AND h.lifted_on IS NULL AND h.reason IN ${sql.list(reasons)}))`;

/** What is shown: a person's override while it lasts, else the computed colour. */
export function shownLightSql(today: Day, calendar: WorkingCalendar): Sql {
  return sql`COALESCE((SELECT o.light FROM light_override o WHERE o.duty_id = d.id AND o.since <= ${today}
    AND o.until >= ${today} ORDER BY o.id DESC LIMIT 1), ${lightSql(today, calendar)})`;
}
