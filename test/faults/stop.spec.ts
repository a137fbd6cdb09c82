import { setTimeout as sleep } from 'node:timers/promises';
import { BuiltServer, type Home, newHome } from '../support/built-server';
import { expectNothingLost, pensOf } from './load';
import { brokenPromises } from './promises';
import { furnish, MORNING_OF_THE_14TH, staffOf } from './quarter';

describe.each(['sqlite', 'postgres'] as const)('SIGTERM under load, on %s', (dialect) => {
  let home: Home;
  beforeAll(async () => {
    home = await newHome(dialect);
  });
  afterAll(() => home.drop());

  test('ends the server at once; every report was acknowledged and kept, or refused', async () => {
    const staff = await furnish(home, (quarter) => staffOf(quarter, ['gxj', 'fgw', 'nyncj']));
    const env = { CLOCK_AT: MORNING_OF_THE_14TH };
    let server = await BuiltServer.start(home, env);
    const pens = await pensOf(staff, [server.url]);
    let running = true;
    const writing = Promise.all(pens.map((pen) => pen.writeWhile(() => running)));
    await sleep(500);
    const began = performance.now();
    expect(await server.stop()).toBe('SIGTERM');
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(server.complaints).toEqual([]);
    server = await BuiltServer.start(home, { ...env, PORT: new URL(server.url).port });
    running = false;
    await writing;
    for (const pen of pens) await pen.settle();
    await server.stop();
    await expectNothingLost(home, pens);
    expect(pens.flatMap((pen) => pen.acknowledged).length).toBeGreaterThan(10);
    expect(await brokenPromises(home)).toEqual([]);
  }, 120_000);
});
