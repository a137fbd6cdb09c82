import { setTimeout as sleep } from 'node:timers/promises';
import { BuiltServer, type Home, newHome } from '../support/built-server';
import { expectNothingLost, pensOf } from './load';
import { furnish, MORNING_OF_THE_14TH, staffOf } from './quarter';
import type { Pen } from './pen';
import { brokenPromises } from './promises';

/** 市工信局、市发改委…: contacts of units that owe several reports each. */
const UNITS = ['gxj', 'fgw', 'nyncj', 'swj'] as const;
/** Two servers on PostgreSQL die in turn while the other serves on. */
const KILLS = { sqlite: 6, postgres: 8 } as const;
const env = { CLOCK_AT: MORNING_OF_THE_14TH };

describe.each(['sqlite', 'postgres'] as const)('a server on %s', (dialect) => {
  let home: Home;
  beforeAll(async () => {
    home = await newHome(dialect);
  });
  afterAll(() => home.drop());

  test(`killed ${KILLS[dialect]} times with -9 under submissions loses and doubles nothing`, async () => {
    const staff = await furnish(home, (quarter) => staffOf(quarter, UNITS));
    const servers = await Promise.all(
      Array.from({ length: dialect === 'postgres' ? 2 : 1 }, () => BuiltServer.start(home, env)),
    );
    const urls = servers.map(({ url }) => url);
    const pens = await pensOf(staff, urls);

    let running = true;
    const writing = Promise.all(pens.map((pen) => pen.writeWhile(() => running)));
    /** The work is under way again: however slow the machine, no kill meets an idle server. */
    const more = async (): Promise<void> => {
      const enough = acknowledged(pens) + 3;
      while (acknowledged(pens) < enough) await sleep(5);
    };
    try {
      for (let kill = 0; kill < KILLS[dialect]; kill += 1) {
        const victim = kill % servers.length;
        await more();
        await sleep((kill * 37) % 90); // at another moment of the work each time
        await servers[victim]?.kill();
        servers[victim] = await BuiltServer.start(home, { ...env, PORT: new URL(urls[victim] ?? '').port });
      }
    } finally {
      running = false;
    }
    await writing;
    for (const pen of pens) await pen.settle();
    for (const server of servers) await server.stop();

    await expectNothingLost(home, pens);
    expect(acknowledged(pens)).toBeGreaterThanOrEqual(KILLS[dialect] * 3);
    expect(pens.reduce((sum, pen) => sum + pen.cutOff + pen.refused, 0)).toBeGreaterThan(0);
    expect(await brokenPromises(home)).toEqual([]);
  }, 180_000);
});

const acknowledged = (pens: readonly Pen[]): number =>
  pens.reduce((sum, pen) => sum + pen.acknowledged.length, 0);
