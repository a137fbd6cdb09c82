import type { INestApplicationContext } from '@nestjs/common';
import { Database } from '../../../src/platform/database/database';
import { type Dialect, type Sql, sql } from '../../../src/platform/database/sql';
import { play } from '../../../src/simulation/play';
import { Verification } from '../../../src/verification/verification.service';
import { breachesOf, brokenChecks } from '../../support/invariants';
import { openTestTracker } from '../../support/tracker';

/** [check, table, which row (alias t), column, what a hand writes into it] */
type Breach = [check: string, table: string, which: Sql, column: string, value: string | number | null];

const own = (state: string, more: Sql = sql`1 = 1`) =>
  sql`t.state = ${state} AND t.first_handed_at IS NOT NULL AND ${more}`;
const firstQuarter = sql`t.period = '2020Q1'`;
const unheld = sql`t.state = 'open' AND t.hold_reason IS NULL AND t.counts = 1 AND t.period = '2020Q2'`;

const BREACHES: Breach[] = [
  ['duty-once', 'duty', sql`t.period = '2020Q2'`, 'period', '2020Q1'],
  ['duty-of-charge', 'duty', sql`t.role = 'lead'`, 'role', 'support'],
  ['period-complete', 'period_open', firstQuarter, 'duties', 1],
  ['charge-owes', 'duty', sql`${firstQuarter} AND t.state = 'accepted'`, 'period', '1999Q1'],
  ['period-opened', 'duty', firstQuarter, 'due_nominal', '2020-03-01'],
  ['due-day', 'period_open', firstQuarter, 'due_on', '2020-03-01'],
  ['owed-on', 'duty', unheld, 'owed_on', null],
  ['ladder-from', 'duty', unheld, 'ladder_from', null],
  ['hold', 'duty', unheld, 'hold_reason', 'paused'],
  ['standing-report', 'report', sql`t.state = 'standing' AND t.via = 'web'`, 'state', 'superseded'],
  ['revisions', 'report', sql`t.via = 'web'`, 'revision', 9],
  ['first-moment', 'duty', own('accepted', sql`t.silent_nil = 0`), 'first_handed_at', null],
  ['first-moment', 'duty', own('accepted'), 'first_handed_at', '2020-03-02T01:00:00.000Z'],
  ['accepted-moment', 'duty', own('accepted'), 'accepted_at', null],
  ['lead-reviewed', 'review', sql`t.verdict = 'accept'`, 'verdict', 'return'],
  ['event-chain', 'duty_event', sql`t.kind = 'submitted'`, 'n', 9],
  ['event-last', 'duty_event', sql`t.kind = 'accepted'`, 'to_state', 'returned'],
  ['extension-held', 'extension', sql`t.state <> 'pending'`, 'state', 'pending'],
  ['steps-in-order', 'ladder_step', sql`t.step = 1`, 'step', 7],
  ['step-reached', 'duty', sql`t.ladder_step = 1`, 'ladder_step', 0],
  ['one-step-a-day', 'ladder_step', sql`t.step = 1`, 'taken_on', '2020-03-02'],
  ['no-step-after-hand-in', 'ladder_step', handedInSince(), 'taken_at', '2020-04-08T23:00:00.000Z'],
  ['every-due-step', 'duty', sql`${unheld} AND t.ladder_step = 0`, 'ladder_from', '2020-01-10'],
  ['case-linked', 'supervision_case', sql`1 = 1`, 'period', '2020Q2'],
  ['case-of-step', 'supervision_case', sql`t.kind = 'lead'`, 'round', 7],
  ['case-events', 'case_event', sql`1 = 1`, 'n', 9],
  ['step-told', 'notice', sql`t.kind = 'ladder'`, 'kind', 'lost'],
  ['notice-message', 'notice', sql`t.outcome = 'sent'`, 'outcome', 'gathered'],
  ['message-sent', 'message', sql`t.state = 'sent'`, 'sent_at', null],
  ['report-author', 'report', sql`t.via = 'web'`, 'by_account', 1],
  ['notice-reader', 'notice', sql`t.kind = 'ladder'`, 'unit_id', 9],
  ['act-recorded', 'audit', sql`t.action = 'report.submitted'`, 'subject', 'lost'],
  ['waiver-recorded', 'duty_event', sql`t.kind = 'waived'`, 'at', '2031-01-01T00:00:00.000Z'],
  ['record-chain', 'audit', sql`1 = 1`, 'facts', '{}'],
];

function handedInSince(): Sql {
  return sql`t.step = 1 AND EXISTS (SELECT 1 FROM duty d WHERE d.id = t.duty_id AND d.state = 'accepted')`;
}

describe.each<Dialect>(['sqlite', 'postgres'])('verification on %s', (dialect) => {
  let tracker: INestApplicationContext;
  let db: Database;

  beforeAll(async () => {
    tracker = await openTestTracker(dialect, '2020-03-02');
    db = tracker.get(Database);
    await play(tracker, { from: '2020-03-02', to: '2020-04-08', seed: 33 });
  }, 240_000);

  afterAll(() => tracker.close());

  it('finds every promise kept after a quarter of ordinary life', async () => {
    expect(await breachesOf(tracker)).toEqual([]);
  });

  it('tests each of its checks here', async () => {
    const report = await tracker.get(Verification, { strict: false }).run();
    const names = new Set([...BREACHES.map(([name]) => name), 'own-review', 'hold-of-round']);
    expect(report.checks.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
  });

  it.each(BREACHES)('%s: finds what a hand did to %s', async (check, table, which, column, value) => {
    const mend = await tamper(table, which, column, value);
    const broken = await brokenChecks(tracker);
    await mend();
    expect(broken).toContain(check);
  });

  it('own-review: finds a review by somebody of the unit itself', async () => {
    const contact = await db.row<{ accountId: number; unitId: number }>(sql`
      SELECT p.account_id AS "accountId", p.unit_id AS "unitId" FROM post p JOIN duty d ON d.unit_id = p.unit_id
        JOIN review v ON v.duty_id = d.id AND v.verdict = 'accept' WHERE p.role = 'unit' ORDER BY p.id LIMIT 1`);
    const which = sql`t.verdict = 'accept' AND EXISTS (SELECT 1 FROM duty d WHERE d.id = t.duty_id AND d.unit_id = ${contact?.unitId ?? 0})`;
    const mend = await tamper('review', which, 'by_account', contact?.accountId ?? 0);
    const broken = await brokenChecks(tracker);
    await mend();
    expect(broken).toEqual(['own-review']);
  });

  it('hold-of-round: finds what a case held lying on a later round', async () => {
    const held = await db.write(() =>
      db.row<{ id: number }>(sql`
        INSERT INTO duty_hold (duty_id, reason, since, note, by_account)
        SELECT MIN(d.id), 'promise', '2020-03-02', '', 0 FROM duty d WHERE d.round > 1 RETURNING id`),
    );
    const broken = await brokenChecks(tracker);
    await db.write(() => db.changed(sql`DELETE FROM duty_hold WHERE id = ${held?.id ?? 0}`));
    expect(broken).toContain('hold-of-round');
  });

  it('names the first bad row in a sentence that an operator understands', async () => {
    const mend = await tamper('duty', unheld, 'owed_on', null);
    const [breach] = await breachesOf(tracker);
    await mend();
    expect(breach).toMatch(
      /^owed-on: .+「.+」2020年第二季度\(编号\d+\):状态open,时限2020-06-\d\d,应报日记为无。$/,
    );
  });

  it('finds every promise kept again once all is mended', async () => {
    expect(await breachesOf(tracker)).toEqual([]);
  });

  /** Changes one column of one row past every rule; answers how to mend it. */
  async function tamper(table: string, which: Sql, column: string, value: string | number | null) {
    const [t, c] = [sql.raw(table), sql.raw(column)];
    const row = await db.row<{ id: number; old: string | number | null }>(
      sql`SELECT t.id, t.${c} AS old FROM ${t} t WHERE ${which} ORDER BY t.id LIMIT 1`,
    );
    if (!row) throw new Error(`no row of ${table} to tamper with`);
    await set(row.id, value);
    return () => set(row.id, row.old);

    async function set(id: number, to: string | number | null): Promise<void> {
      await db.write(async () => {
        if (table === 'duty' && column === 'period') await db.rows(sql`DROP INDEX IF EXISTS duty_once`);
        expect(await db.changed(sql`UPDATE ${t} SET ${c} = ${to} WHERE id = ${id}`)).toBe(1);
      });
    }
  }
});
