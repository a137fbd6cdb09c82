import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { ReleaseService } from '../../src/duties/schedules/release.service';
import type { SeedFiles } from '../../src/plan/seed-shapes';
import { peopleOf } from '../../src/simulation/people';
import { begin, modelSeeds, PASSWORD } from '../../src/simulation/play';
import { World } from '../../src/simulation/world';
import { breachesOf } from '../support/invariants';
import { openTestTracker } from '../support/tracker';
import { ledgerOf } from './ledger';
import { isOff, ITEMS, SCRIPT, UNITS } from './script-2020-2022';
import { Story } from './story';

const GOLDEN = join(__dirname, 'golden-2020-2022.txt');

describe('2020 to 2022 as five units lived them', () => {
  let tracker: INestApplicationContext;
  let world: World;

  beforeAll(async () => {
    tracker = await openTestTracker('sqlite', '2020-01-02');
    world = new World(tracker);
    await begin(world, '2020-01-02', {
      seeds: threeItems(modelSeeds()),
      password: PASSWORD,
      contacts: UNITS,
    });
    const people = await peopleOf(world.db);
    await world.get(ReleaseService).releaseAll(people.head, '九质强办〔2020〕1号');
    await new Story(world, people).tell('2020-01-02', '2022-12-31', SCRIPT, isOff);
  }, 240_000);

  afterAll(() => tracker.close());

  it('reads line by line as the golden ledger, which is changed on purpose only', async () => {
    const ledger = await ledgerOf(world.db, UNITS, await world.calendar());
    if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, ledger);
    expect(ledger.split('\n')).toEqual(readFileSync(GOLDEN, 'utf8').split('\n'));
  });

  it('breaks no promise', async () => {
    expect(await breachesOf(tracker)).toEqual([]);
  });
});

/** Enough of the plan for the story: one department leads, the counties lead, and a county supports. */
function threeItems(seeds: SeedFiles): SeedFiles {
  const known = (code: string | null): boolean =>
    code === null || (ITEMS as readonly string[]).includes(code);
  return {
    ...seeds,
    plan: {
      ...seeds.plan,
      items: seeds.plan.items.filter(({ code }) => known(code)).map((item) => ({ ...item, parent: null })),
    },
    targets: seeds.targets.filter(({ item }) => known(item)),
    schedules: seeds.schedules
      .map((schedule) => ({ ...schedule, items: schedule.items.filter(known) }))
      .filter(({ items }) => items.length > 0),
  };
}
