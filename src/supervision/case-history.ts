import type { CaseState } from '../domain/case-rules';
import type { Day } from '../domain/day';
import type { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';

/** At most 20 characters, with their words on the screen. */
export const caseEventWords = {
  opened: '列入跟办',
  reopened: '重新跟办',
  handling: '受理',
  phone: '电话联系',
  replied: '回复',
  'promise-broken': '承诺到期未报,恢复跟办',
  paused: '暂停',
  resumed: '恢复',
  'good-reason': '认定正当理由',
  'good-reason-ended': '解除正当理由',
  disputed: '提出异议',
  'dispute-upheld': '异议成立',
  'dispute-refused': '异议不成立',
  'to-head': '报负责人',
  closed: '销号',
} as const;

export type CaseEventKind = keyof typeof caseEventWords;

export interface CaseHappening {
  kind: CaseEventKind;
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
