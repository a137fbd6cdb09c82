import { sql } from '../../src/platform/database/sql';
import { codeOf, FULL, ifMatch } from '../features/duties/reporting';
import type { Supervision } from '../features/supervision/supervision-app';
import { type Agent, signIn } from '../support/app';
import { type Home, newHome } from '../support/built-server';
import { breachesOf } from '../support/invariants';
import { openQuarter } from './quarter';

describe.each(['sqlite', 'postgres'] as const)('a submission under a key, on %s', (dialect) => {
  let home: Home;
  let quarter: Supervision;
  let agent: Agent;
  let duties: { id: number; version: number }[];

  beforeAll(async () => {
    home = await newHome(dialect);
    quarter = await openQuarter(home);
    agent = await quarter.unit('gxj');
    duties = await quarter.db.rows(sql`
      SELECT d.id, d.version FROM duty d JOIN unit u ON u.id = d.unit_id WHERE u.code = 'gxj' ORDER BY d.id`);
  });
  afterAll(async () => {
    expect(await breachesOf(quarter.world.app)).toEqual([]);
    await quarter.world.app.close();
    await home.drop();
  });

  const submit = (
    who: Agent,
    nth: number,
    key: string,
    body: object = FULL,
    version = duties[nth]?.version ?? 0,
  ) =>
    who.post(`/api/duties/${duties[nth]?.id}/reports`, body, { ...ifMatch(version), 'idempotency-key': key });
  const reports = async (nth: number) => quarter.count(sql`report WHERE duty_id = ${duties[nth]?.id ?? 0}`);

  test('ten times in parallel is one report, told ten times', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => submit(agent, 0, 'key-parallel')));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(await reports(0)).toBe(1);
  });

  test('with another body is refused and changes nothing', async () => {
    expect((await submit(agent, 1, 'key-of-one-body')).statusCode).toBe(201);
    const other = await submit(agent, 1, 'key-of-one-body', { ...FULL, progress: '另一份' });
    expect([other.statusCode, codeOf(other)]).toEqual([422, 'key-reused']);
    expect(await reports(1)).toBe(1);
  });

  test('of a colleague is another submission, of another unit names nothing', async () => {
    expect((await submit(agent, 2, 'key-of-a-person')).statusCode).toBe(201);
    const colleague = await submit(await quarter.unit('gxj'), 2, 'key-of-a-person');
    expect([colleague.statusCode, codeOf(colleague)]).toEqual([412, 'stale-version']);
    const stranger = await submit(await quarter.unit('slj'), 2, 'key-of-a-person');
    expect([stranger.statusCode, codeOf(stranger)]).toEqual([404, 'not-found']);
    expect(await reports(2)).toBe(1);
  });

  test('refused at first may succeed under the same key later', async () => {
    const version = duties[3]?.version ?? 0;
    expect((await submit(agent, 3, 'key-second-try', FULL, version + 1)).statusCode).toBe(412);
    expect((await submit(agent, 3, 'key-second-try', FULL, version)).statusCode).toBe(201);
    expect(await reports(3)).toBe(1);
  });

  test('of a whole period sent twice at once is one batch', async () => {
    const rows = duties.slice(4, 7).map(({ id, version }) => ({ dutyId: id, version, ...FULL }));
    const send = () => agent.post('/api/report-batches', { rows }, { 'idempotency-key': 'key-of-a-batch' });
    const [first, second] = await Promise.all([send(), send()]);
    expect([first.statusCode, second.statusCode, first.body === second.body]).toEqual([201, 201, true]);
    for (const nth of [4, 5, 6]) expect(await reports(nth)).toBe(1);
  });

  test('replayed on the next day keeps the first moment', async () => {
    const first = await submit(agent, 7, 'key-of-the-day-before');
    quarter.world.clock.set(new Date('2026-12-22T09:00:00.000Z'));
    // a key belongs to an account, not to a session
    const anew = await signIn(quarter.world.app, agent.session.account.name);
    const again = await submit(anew, 7, 'key-of-the-day-before');
    expect([again.statusCode, again.body]).toEqual([201, first.body]);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });
});
