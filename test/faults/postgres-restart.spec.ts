import { setTimeout as sleep } from 'node:timers/promises';
import { BuiltServer, Caller, type Home, newHome } from '../support/built-server';
import { type PostgresServer, startPostgres } from '../support/servers';
import { expectNothingLost, pensOf } from './load';
import { brokenPromises } from './promises';
import { furnish, MORNING_OF_THE_14TH, staffOf } from './quarter';

describe('PostgreSQL restarted under a server under load', () => {
  let postgres: PostgresServer;
  let home: Home;
  beforeAll(async () => {
    postgres = await startPostgres({ durable: true });
    home = { ...(await newHome('sqlite')), place: { dialect: 'postgres', url: postgres.url } };
  }, 60_000);
  afterAll(async () => {
    await home.drop();
    await postgres.stop();
  });

  test('costs a sentence and a second try, never a report; the server recovers by itself', async () => {
    const staff = await furnish(home, (quarter) => staffOf(quarter, ['gxj', 'fgw', 'nyncj']));
    const server = await BuiltServer.start(home, { CLOCK_AT: MORNING_OF_THE_14TH });
    const pens = await pensOf(staff, [server.url]);
    let running = true;
    const writing = Promise.all(pens.map((pen) => pen.writeWhile(() => running)));
    for (let restart = 0; restart < 2; restart += 1) {
      await sleep(500);
      await postgres.restart();
    }
    await sleep(500);
    running = false;
    await writing;
    for (const pen of pens) await pen.settle();
    const health = await new Caller(server.url).get('/api/health');
    expect([health.status, health.json<{ status: string }>().status]).toEqual([200, 'ok']);
    await server.stop();
    expect(pens.reduce((sum, pen) => sum + pen.refused, 0)).toBeGreaterThan(0);
    expect(pens.reduce((sum, pen) => sum + pen.cutOff, 0)).toBe(0);
    await expectNothingLost(home, pens);
    expect(await brokenPromises(home)).toEqual([]);
  }, 120_000);
});
