import { sql } from '../platform/database/sql';
import { type Check, faultyDuties } from './check';

/** A waiver may be one act for many duties: its entry then names the schedule, charge or plan that ended. */
const together = sql`('waived', 'recalled')`;

/** Promise 5 of trust.md: whatever a person did to a duty stands in the record. */
export const recordChecks: readonly Check[] = [
  {
    name: 'act-recorded',
    promise: '每次办理都有操作记录',
    find: faultyDuties({
      join: sql`JOIN (SELECT duty_id, COUNT(*) AS n FROM duty_event
                       WHERE by_account <> 0 AND from_state <> to_state AND kind NOT IN ${together} GROUP BY duty_id) e
                  ON e.duty_id = d.id
                LEFT JOIN (SELECT subject_id, COUNT(*) AS n FROM audit WHERE subject = 'duty' GROUP BY subject_id) a
                  ON a.subject_id = d.id`,
      where: sql`COALESCE(a.n, 0) < e.n`,
      why: sql`'经过' || e.n || '条,操作记录' || COALESCE(a.n, 0) || '条'`,
    }),
  },
  {
    name: 'waiver-recorded',
    promise: '每次免报、撤回开期都有操作记录',
    find: faultyDuties({
      join: sql`JOIN duty_event e ON e.duty_id = d.id AND e.by_account <> 0 AND e.kind IN ${together}
                LEFT JOIN account a ON a.id = e.by_account
                LEFT JOIN (SELECT actor, MAX(at) AS at FROM audit WHERE subject NOT IN ('session', 'account') GROUP BY actor) x
                  ON x.actor = a.name`,
      where: sql`x.at IS NULL OR x.at < e.at`,
      why: sql`e.at || '由账号' || e.by_account || '办理,此后没有其操作记录'`,
    }),
  },
];
