import type { Day } from '../domain/day';
import type { Role } from '../domain/duty-state';
import { climbable, type Sweep } from '../domain/ladder';
import { type Sql, sql } from '../platform/database/sql';
import { type Check, faultyDuties, shown } from './check';

/** How far the ladder has been climbed: the day and the moment of the last sweep. */
export interface Climbed {
  on: Day;
  at: string;
}

const steps: readonly Check[] = [
  {
    name: 'steps-in-order',
    promise: '每轮(时限调整后重新起算)的催办步骤从第1步起连续,各一次',
    find: sql`
      SELECT d.id AS "rowId", u.name || '「' || i.label || '」' AS place, d.period,
             '第' || l.round || '轮有' || l.n || '步,为第' || l.first || '至' || l.last || '步' AS why
        FROM (SELECT duty_id, round, term, COUNT(*) AS n, COUNT(DISTINCT step) AS different, MIN(step) AS first, MAX(step) AS last
                FROM ladder_step GROUP BY duty_id, round, term) l
        JOIN duty d ON d.id = l.duty_id JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
       WHERE l.first <> 1 OR l.last <> l.n OR l.different <> l.n OR l.round > d.round OR l.term > d.term`,
  },
  {
    name: 'step-reached',
    promise: '任务所到的步骤与已采取的步骤一致',
    find: faultyDuties({
      join: sql`LEFT JOIN (SELECT duty_id, round, term, MAX(step) AS last FROM ladder_step GROUP BY duty_id, round, term) l
                  ON l.duty_id = d.id AND l.round = d.round AND l.term = d.term`,
      where: sql`d.ladder_step <> COALESCE(l.last, 0)`,
      why: sql`'记为第' || d.ladder_step || '步,实际采取至第' || COALESCE(l.last, 0) || '步'`,
    }),
  },
  {
    name: 'one-step-a-day',
    promise: '同一任务一天至多一步,且不早于该步到期日',
    find: sql`
      SELECT d.id AS "rowId", u.name || '「' || i.label || '」' AS place, d.period,
             '第' || l.step || '步' || l.due_on || '到期,' || l.taken_on || '采取' AS why
        FROM (SELECT duty_id, round, step, due_on, taken_on,
                     LAG(taken_on) OVER (PARTITION BY duty_id ORDER BY round, term, step) AS before FROM ladder_step) l
        JOIN duty d ON d.id = l.duty_id JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
       WHERE l.taken_on < l.due_on OR l.taken_on <= l.before`,
  },
  {
    // the moment of a hand-in is taken before, that of a sweep during its write: within a minute either may be first
    name: 'no-step-after-hand-in',
    promise: '报送有效期间不再催办',
    find: sql`
      SELECT d.id AS "rowId", u.name || '「' || i.label || '」' AS place, d.period,
             l.taken_at || '采取第' || l.step || '步,当时已报送或免报' AS why
        FROM ladder_step l
        JOIN duty d ON d.id = l.duty_id JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
       WHERE (SELECT e.to_state FROM duty_event e WHERE e.duty_id = l.duty_id AND substr(e.at, 1, 16) < substr(l.taken_at, 1, 16)
               ORDER BY e.n DESC LIMIT 1) IN ('submitted', 'accepted', 'waived')`,
  },
];

/** Promise 3 of trust.md: every overdue duty takes each due step exactly once per round, none after a hand-in. */
export function ladderChecks(sweep: Sweep, climbed: Climbed | undefined): readonly Check[] {
  if (!climbed) return steps;
  const late = dueSteps(sweep, climbed.on);
  if (late.length === 0) return steps;
  return [...steps, missedSteps(late, climbed)];
}

/** Duties (alias d) that a sweep of that day owes the next step. */
function dueSteps(sweep: Sweep, on: Day): Sql[] {
  const workday = sweep.calendar.onOrBefore(on);
  return (['lead', 'support'] as const satisfies readonly Role[]).flatMap((role) =>
    sweep.ladder[role].flatMap((_, taken) => {
      const through = climbable(taken + 1, role, workday, sweep);
      return through === null
        ? []
        : [
            sql`(d.role = ${role} AND d.ladder_step = ${taken} AND d.ladder_from <= ${through}
                AND COALESCE(d.stepped_on, '') < ${workday})`,
          ];
    }),
  );
}

/** What changed after the sweep is the next one's business. */
function missedSteps(late: readonly Sql[], { on, at }: Climbed): Check {
  return {
    name: 'every-due-step',
    promise: '到期的步骤截至最近一次巡查均已采取',
    find: faultyDuties({
      join: sql`JOIN schedule s ON s.id = d.schedule_id`,
      where: sql`d.ladder_from IS NOT NULL AND (${sql.join(late, ' OR ')}) AND s.released_on < ${on}
        AND NOT (d.silent_nil = 1 AND d.state = 'open')
        AND NOT EXISTS (SELECT 1 FROM duty_event e WHERE e.duty_id = d.id AND e.at >= ${at})
        AND NOT EXISTS (SELECT 1 FROM duty_hold h WHERE h.duty_id = d.id AND h.lifted_on >= ${on})`,
      why: sql`'自' || ${shown(sql`d.ladder_from`)} || '起算,止于第' || d.ladder_step || '步'`,
    }),
  };
}
