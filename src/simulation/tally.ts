import type { Day } from '../domain/day';
import type { Role } from '../domain/duty-state';
import type { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';

export interface StepCount {
  role: Role;
  step: number;
  taken: number;
}

export interface UnitCount {
  code: string;
  name: string;
  owed: number;
  onTime: number;
  late: number;
  /** 期满未报视为无新进展 */
  silent: number;
  /** Overdue and not handed in on the last day. */
  missing: number;
  returned: number;
  waived: number;
}

export interface Tally {
  steps: StepCount[];
  units: UnitCount[];
  /** Everything else that was counted, by its Chinese name, in the order it is printed. */
  totals: [string, number][];
}

/** On time is before 00:00 of the day after the due day in Shanghai, which is 16:00 UTC of the due day. */
const onTime = sql`d.first_handed_at < d.due_on || 'T16:00:00.000Z'`;
const sumOf = (condition: Sql): Sql => sql`SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;

/** What happened up to `asOf`, units in 建制顺序. */
export async function tallyOf(db: Database, asOf: Day): Promise<Tally> {
  const steps = await db.rows<StepCount>(sql`
    SELECT d.role, l.step, COUNT(*) AS taken FROM ladder_step l JOIN duty d ON d.id = l.duty_id
     GROUP BY d.role, l.step ORDER BY d.role, l.step`);
  const units = await db.rows<UnitCount>(sql`
    SELECT u.code, u.name, ${sumOf(sql`d.state <> 'waived'`)} AS owed, ${sumOf(onTime)} AS "onTime",
           ${sumOf(sql`NOT ${onTime}`)} AS late, ${sumOf(sql`d.state = 'accepted' AND d.first_handed_at IS NULL`)} AS silent,
           ${sumOf(sql`d.state = 'open' AND d.due_on < ${asOf}`)} AS missing,
           ${sumOf(sql`d.round > 1`)} AS returned, ${sumOf(sql`d.state = 'waived'`)} AS waived
      FROM duty d JOIN unit u ON u.id = d.unit_id WHERE d.counts = 1 GROUP BY u.code, u.name, u.sort ORDER BY u.sort`);
  const totals: Tally['totals'] = [];
  for (const [name, table, where] of TOTALS) {
    const row = await db.row<{ n: number }>(sql`SELECT COUNT(*) AS n FROM ${sql.raw(table)} WHERE ${where}`);
    totals.push([name, row?.n ?? 0]);
  }
  return { steps, units, totals };
}

const TOTALS: readonly [string, string, Sql][] = [
  ['开期', 'period_open', sql`1 = 1`],
  ['报送任务', 'duty', sql`1 = 1`],
  ['报告(各版)', 'report', sql`1 = 1`],
  ['其中零报告', 'report', sql`kind = 'nil'`],
  ['撤回', 'report', sql`state = 'withdrawn'`],
  ['审核通过', 'review', sql`verdict = 'accept'`],
  ['退回', 'review', sql`verdict = 'return'`],
  ['请补充', 'review', sql`verdict = 'send-back'`],
  ['延期同意', 'extension', sql`kind = 'request' AND state = 'granted'`],
  ['延期不同意', 'extension', sql`kind = 'request' AND state = 'refused'`],
  ['异议、不涉及', 'charge', sql`objection <> ''`],
  ['对退回的异议', 'dispute', sql`1 = 1`],
  ['免报', 'duty', sql`state = 'waived'`],
  ['牵头跟办件', 'supervision_case', sql`kind = 'lead'`],
  ['配合跟办件', 'supervision_case', sql`kind = 'support'`],
  ['承诺日期', 'case_event', sql`kind IN ('replied', 'phone') AND promised_on IS NOT NULL`],
  ['自动销号', 'supervision_case', sql`closed_how = 'auto'`],
  ['人工销号', 'supervision_case', sql`closed_how = 'person'`],
  ['消息', 'message', sql`state = 'sent'`],
  ['操作记录', 'audit', sql`1 = 1`],
];
