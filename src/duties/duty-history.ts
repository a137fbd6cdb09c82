import { type Day, dayOf } from '../domain/day';
import type { DutyState } from '../domain/duty-state';
import type { Database } from '../platform/database/database';
import { Sql, sql } from '../platform/database/sql';

/** At most 20 characters, past tense. Each has its words in duty-chronicle.service. */
export type EventKind =
  | ('submitted' | 'on-behalf' | 'on-behalf-revoked' | 'withdrawn' | 'silent-nil')
  | ('accepted' | 'returned' | 'sent-back' | 'return-revoked' | 'reopened' | 'corrected')
  | ('extension-asked' | 'extension-granted' | 'extension-refused' | 'extension-withdrawn')
  | ('disputed' | 'dispute-upheld' | 'dispute-refused')
  | ('added' | 'waived' | 'recalled' | 'postponed' | 'calendar-moved' | 'carried');

/** What happened to a duty. State, due day and round default to the row as it stands after the change. */
export interface DutyHappening {
  kind: EventKind;
  fromState?: DutyState;
  toState?: DutyState;
  dueOn?: Day;
  round?: number;
  reason?: string;
  /** account id; 0 is the system */
  by: number;
  at: Date;
}

/**
 * Appends one history row to each of the duties (ids, or a condition over the alias d), after they were changed and
 * in the same write. The opening is no such row: the duty itself records it.
 */
export async function record(
  db: Database,
  which: number | readonly number[] | Sql,
  event: DutyHappening,
): Promise<number> {
  const where =
    which instanceof Sql ? which : sql`d.id IN ${sql.list(typeof which === 'number' ? [which] : which)}`;
  const { fromState = null, toState = null, dueOn = null, round = null } = event;
  return db.changed(sql`
    INSERT INTO duty_event (duty_id, n, at, on_day, by_account, kind, from_state, to_state, due_on, round, reason)
    SELECT d.id, COALESCE((SELECT MAX(e.n) FROM duty_event e WHERE e.duty_id = d.id), 0) + 1,
           ${sql.text(event.at)}, ${sql.text(dayOf(event.at))}, ${sql.int(event.by)}, ${sql.text(event.kind)},
           COALESCE(${sql.text(fromState)}, d.state), COALESCE(${sql.text(toState)}, d.state),
           COALESCE(${sql.text(dueOn)}, d.due_on), COALESCE(${sql.int(round)}, d.round), ${sql.text(event.reason ?? '')}
      FROM duty d WHERE ${where}`);
}
