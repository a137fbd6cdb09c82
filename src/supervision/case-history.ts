import type { CaseState } from '../domain/case-rules';
import type { Day } from '../domain/day';
import type { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';

export interface CaseHappening {
  /** At most 20 characters. */
  kind: string;
  /** The state before, when it changed, and empty at the opening; the one after is the row's own by then. */
  fromState?: CaseState | '';
  note?: string;
  promisedOn?: Day | null;
  /** Account id; 0 is the system. */
  by: number;
  at: Date;
}

/** Appends one history row to each of the cases (a condition over the alias c). */
export function recordCases(db: Database, where: Sql, event: CaseHappening): Promise<number> {
  const { kind, fromState = null, note = '', promisedOn = null, by, at } = event;
  return db.changed(sql`
    INSERT INTO case_event (case_id, n, at, by_account, kind, from_state, to_state, note, promised_on)
    SELECT c.id, COALESCE((SELECT MAX(e.n) FROM case_event e WHERE e.case_id = c.id), 0) + 1, ${sql.text(at)},
           ${sql.int(by)}, ${sql.text(kind)}, COALESCE(${sql.text(fromState)}, c.state), c.state, ${sql.text(note)}, ${sql.text(promisedOn)}
      FROM supervision_case c WHERE ${where}`);
}
