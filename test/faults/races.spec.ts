import { sql } from '../../src/platform/database/sql';
import { codeOf, FULL, ifMatch } from '../features/duties/reporting';
import type { Supervision } from '../features/supervision/supervision-app';
import type { Agent, Answer } from '../support/app';
import { type Home, newHome } from '../support/built-server';
import { breachesOf } from '../support/invariants';
import { openQuarter } from './quarter';

const RETURN = { reasons: [{ code: 'vague', field: 'progress' }] };
const LOST = ['stale-version', 'wrong-state'];

describe.each(['sqlite', 'postgres'] as const)('at the same moment, on %s', (dialect) => {
  let home: Home;
  let quarter: Supervision;
  let leads: { id: number; version: number; item: string }[];
  let unit: Agent;
  let colleague: Agent;
  let clerk: Agent;
  let head: Agent;

  beforeAll(async () => {
    home = await newHome(dialect);
    quarter = await openQuarter(home);
    [unit, colleague] = [await quarter.unit('nyncj'), await quarter.unit('nyncj')];
    [clerk, head] = [await quarter.office(), await quarter.office()];
    leads = await quarter.db.rows(sql`
      SELECT d.id, d.version, i.code AS item FROM duty d JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
       WHERE u.code = 'nyncj' ORDER BY CASE d.role WHEN 'lead' THEN 0 ELSE 1 END, d.id`);
  });
  afterEach(async () => {
    expect(await breachesOf(quarter.world.app)).toEqual([]);
  });
  afterAll(async () => {
    await quarter.world.app.close();
    await home.drop();
  });

  const duty = async (nth: number) => {
    const id = leads[nth]?.id ?? 0;
    const row = await quarter.db.row<{ id: number; version: number; state: string }>(
      sql`SELECT id, version, state FROM duty WHERE id = ${id}`,
    );
    return row ?? { id, version: 0, state: '' };
  };

  /** One answer is a success, all the others say that somebody was first. */
  function expectOneWinner(answers: Answer[]): void {
    const won = answers.filter(({ statusCode }) => statusCode < 300);
    expect(won).toHaveLength(1);
    for (const lost of answers.filter(({ statusCode }) => statusCode >= 300))
      expect(LOST).toContain(codeOf(lost));
  }

  test('of acceptance, return, resubmission and withdrawal exactly one wins, again and again', async () => {
    for (let round = 0; round < 8; round += 1) {
      const before = await duty(0);
      if (before.state === 'accepted') await reopen(before);
      const open = await duty(0);
      const handed = await unit.post(`/api/duties/${open.id}/reports`, FULL, ifMatch(open.version));
      const { reportId, version } = handed.json<{ reportId: number; version: number }>();
      const terms = ifMatch(version);
      expectOneWinner(
        await Promise.all([
          clerk.post(`/api/reports/${reportId}/acceptance`, {}, terms),
          unit.post(`/api/duties/${open.id}/reports`, { ...FULL, progress: `又增${round}家` }, terms),
          head.post(`/api/reports/${reportId}/return`, RETURN, terms),
          colleague.post(`/api/duties/${open.id}/withdrawal`, undefined, terms),
        ]),
      );
      expect((await duty(0)).version).toBe(version + 1);
    }
  });

  async function reopen({ id, version }: { id: number; version: number }): Promise<void> {
    const answer = await clerk.post(`/api/duties/${id}/reopening`, { reason: '数据有误' }, ifMatch(version));
    expect(answer.statusCode).toBe(200);
  }

  test('two contacts of a unit hand in the same report once', async () => {
    const { id, version } = await duty(1);
    const hand = (who: Agent, n: number) =>
      who.post(`/api/duties/${id}/reports`, { ...FULL, progress: `第${n}稿` }, ifMatch(version));
    expectOneWinner(
      await Promise.all([hand(unit, 1), hand(colleague, 2), hand(unit, 3), hand(colleague, 4)]),
    );
  });

  test('a report handed in while the office waives it is either in or waived', async () => {
    const { id, version } = await duty(2);
    expectOneWinner(
      await Promise.all([
        clerk.post(`/api/duties/${id}/waiver`, { reason: '职责已移交' }, ifMatch(version)),
        unit.post(`/api/duties/${id}/reports`, FULL, ifMatch(version)),
      ]),
    );
  });

  test('an extension asked twice is one, and is granted or refused', async () => {
    const { id } = await duty(3);
    const ask = (who: Agent) =>
      who.post('/api/extensions', { dutyIds: [id], newDueOn: '2026-12-29', reason: '数据未汇总' });
    const asked = await Promise.all([ask(unit), ask(colleague)]);
    expect(asked.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
    const row = await quarter.db.row<{ id: number }>(sql`SELECT id FROM extension WHERE duty_id = ${id}`);
    const decided = await Promise.all([
      clerk.post(`/api/extensions/${row?.id}/grant`, { answer: '' }),
      head.post(`/api/extensions/${row?.id}/refusal`, { answer: '须按期汇总' }),
      unit.post(`/api/extensions/${row?.id}/withdrawal`),
    ]);
    expect(decided.filter(({ statusCode }) => statusCode < 300)).toHaveLength(1);
    expect(decided.every(({ statusCode }) => statusCode < 500)).toBe(true);
  });

  test('a report handed in while the ladder climbs is never urged afterwards', async () => {
    quarter.world.clock.set(new Date('2026-12-22T01:30:00.000Z'));
    const late = await quarter.unit('nyncj');
    const open = await quarter.db.rows<{ id: number; version: number }>(sql`
      SELECT d.id, d.version FROM duty d JOIN unit u ON u.id = d.unit_id
       WHERE u.code = 'nyncj' AND d.role = 'support' AND d.state = 'open' AND d.hold_reason IS NULL ORDER BY d.id LIMIT 8`);
    expect(open.length).toBeGreaterThan(3);
    const [, ...answers] = await Promise.all([
      quarter.sweep('2026-12-22', ['climb']),
      ...open.map(({ id, version }) => late.post(`/api/duties/${id}/reports`, FULL, ifMatch(version))),
    ]);
    // the ladder does not touch the version: no hand-in is refused because of it
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(open.map(() => 201));
  });
});
