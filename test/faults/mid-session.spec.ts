import { sql } from '../../src/platform/database/sql';
import { codeOf, FULL, ifMatch } from '../features/duties/reporting';
import type { Supervision } from '../features/supervision/supervision-app';
import { type Agent, as } from '../support/app';
import { type Home, newHome } from '../support/built-server';
import { breachesOf } from '../support/invariants';
import { openQuarter } from './quarter';

describe.each(['sqlite', 'postgres'] as const)('in the middle of a session, on %s', (dialect) => {
  let home: Home;
  let quarter: Supervision;

  beforeAll(async () => {
    home = await newHome(dialect);
    quarter = await openQuarter(home);
  });
  afterEach(async () => {
    expect(await breachesOf(quarter.world.app)).toEqual([]);
  });
  afterAll(async () => {
    await quarter.world.app.close();
    await home.drop();
  });

  const oneOf = async (code: string) => {
    const row = await quarter.db.row<{ id: number; version: number }>(sql`
      SELECT d.id, d.version FROM duty d JOIN unit u ON u.id = d.unit_id
       WHERE u.code = ${code} AND d.state = 'open' ORDER BY d.id LIMIT 1`);
    return row ?? { id: 0, version: 0 };
  };
  const handIn = async (agent: Agent, code: string) => {
    const { id, version } = await oneOf(code);
    return agent.post(`/api/duties/${id}/reports`, FULL, ifMatch(version));
  };

  test('a contact who is disabled is out at once: nothing of the next request is stored', async () => {
    const admin = await as(quarter.world.app, 'admin');
    const agent = await quarter.unit('gxj');
    expect((await handIn(agent, 'gxj')).statusCode).toBe(201);
    const before = await quarter.fingerprint();
    await admin.post(`/api/accounts/${agent.session.account.id}/deactivation`);
    const refused = await handIn(agent, 'gxj');
    expect([refused.statusCode, codeOf(refused)]).toEqual([401, 'signed-out']);
    expect(await quarter.fingerprint()).toBe(before);
  });

  test('a contact disabled while a request is under way leaves a whole report or none', async () => {
    const admin = await as(quarter.world.app, 'admin');
    const agent = await quarter.unit('slj');
    const { id } = await oneOf('slj');
    const [, ...answers] = await Promise.all([
      admin.post(`/api/accounts/${agent.session.account.id}/deactivation`),
      handIn(agent, 'slj'),
      handIn(agent, 'slj'),
    ]);
    const stored = await quarter.count(sql`report WHERE duty_id = ${id}`);
    expect(stored).toBe(answers.filter(({ statusCode }) => statusCode === 201).length);
  });

  test('a unit is merged: its successor sees, owes and hands in what it owed; the papers keep the old name', async () => {
    const clerk = await quarter.office();
    const [old, heir] = [await quarter.unit('mzj'), await quarter.unit('wjw')];
    const { id } = await oneOf('mzj');
    expect((await heir.get(`/api/duties/${id}`)).statusCode).toBe(404);
    await merge(clerk, 'mzj', 'wjw');

    const seen = await heir.get(`/api/duties/${id}`);
    expect([seen.statusCode, seen.json<{ unit: { name: string } }>().unit.name]).toEqual([200, '市民政局']);
    expect((await handIn(heir, 'mzj')).statusCode).toBe(201);
    // the merged unit's own contact still acts for it: whom the office leaves in the post may finish the work
    expect((await handIn(old, 'mzj')).statusCode).toBe(201);
  });

  async function merge(clerk: Agent, code: string, into: string): Promise<void> {
    const units = await quarter.db.rows<{ id: number; version: number }>(
      sql`SELECT id, version FROM unit WHERE code IN (${code}, ${into}) ORDER BY CASE code WHEN ${code} THEN 0 ELSE 1 END`,
    );
    const body = { successorId: units[1]?.id, on: '2026-12-14', reason: '机构改革' };
    const answer = await clerk.post(
      `/api/units/${units[0]?.id}/succession`,
      body,
      ifMatch(units[0]?.version ?? 0),
    );
    expect(answer.statusCode).toBeLessThan(300);
  }
});
