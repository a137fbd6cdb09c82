import { createHash } from 'node:crypto';
import type { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';

/** Names instead of numbers, and nothing random: keys of requests, leases and salts are left out. */
const duty = sql`u.code || '/' || i.code || '/' || d.period || '/' || d.role`;
const of = (table: string, key: string): Sql => sql`
  ${sql.raw(table)} x JOIN duty d ON d.id = x.${sql.raw(key)} JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id`;

const ROWS: readonly Sql[] = [
  sql`SELECT ${duty} AS a, d.state || d.version || '/' || d.round || '/' || d.due_on || COALESCE(d.first_handed_at, '') || COALESCE(d.accepted_at, '')
        || COALESCE(d.owed_on, '') || COALESCE(d.ladder_from, '') || '/' || d.ladder_step AS b
        FROM duty d JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id ORDER BY a, d.id`,
  sql`SELECT ${duty} AS a, x.n || '/' || x.at || x.kind || x.from_state || x.to_state || x.reason AS b FROM ${of('duty_event', 'duty_id')} ORDER BY a, x.n, d.id`,
  sql`SELECT ${duty} AS a, x.revision || '/' || x.kind || x.state || x.handed_at || x.via || x.progress || x.problems || x.next_steps AS b
        FROM ${of('report', 'duty_id')} ORDER BY a, x.revision, d.id`,
  sql`SELECT ${duty} AS a, x.verdict || x.at || x.reasons || x.remark AS b FROM ${of('review', 'duty_id')} ORDER BY a, x.at, x.id`,
  sql`SELECT ${duty} AS a, x.n || '/' || x.kind || x.state || x.old_due_on || x.new_due_on || x.asked_at || COALESCE(x.decided_at, '') AS b
        FROM ${of('extension', 'duty_id')} ORDER BY a, x.n, d.id`,
  sql`SELECT ${duty} AS a, x.reason || x.since || COALESCE(x.until, '') || COALESCE(x.lifted_on, '') AS b
        FROM ${of('duty_hold', 'duty_id')} ORDER BY a, b`,
  sql`SELECT ${duty} AS a, x.round || '/' || x.step || '/' || x.due_on || x.taken_at AS b FROM ${of('ladder_step', 'duty_id')} ORDER BY a, b`,
  sql`SELECT ${duty} AS a, x.from_on || x.light || x.reason AS b FROM ${of('light_change', 'duty_id')} ORDER BY a, x.from_on, d.id`,
  sql`SELECT u.code || '/' || x.kind || '/' || x.period AS a, e.n || '/' || e.at || e.kind || e.to_state || e.note || COALESCE(e.promised_on, '') AS b
        FROM supervision_case x JOIN unit u ON u.id = x.unit_id JOIN case_event e ON e.case_id = x.id ORDER BY x.id, e.n`,
  sql`SELECT unit_id || '/' || audience || '/' || day AS a, state || title || body || COALESCE(sent_at, '') AS b
        FROM message ORDER BY day, audience, unit_id, urgent_of, id`,
];

/** sha256 over what is in the tables in the end; equal for equal seeds, whatever machine played the days. */
export async function digestOf(db: Database): Promise<string> {
  const hash = createHash('sha256');
  for (const rows of ROWS) {
    for (const { a, b } of await db.slow<{ a: string; b: string }>(rows)) hash.update(`${a}\t${b}\n`);
  }
  return hash.digest('hex');
}
