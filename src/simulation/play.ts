import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { addDays, type Day } from '../domain/day';
import { ReleaseService } from '../duties/schedules/release.service';
import { readSeedFiles } from '../plan/seed-files';
import type { SeedFiles } from '../plan/seed-shapes';
import { SeedingService } from '../plan/seeding.service';
import { sayProblem } from '../plan/yaml-reader';
import { boardOf, type Task } from './board';
import { CaseDays } from './case-days';
import { digestOf } from './digest';
import { DisputeDays } from './dispute-days';
import { ExtensionDays } from './extension-days';
import { FirstDays } from './first-days';
import { HandIns } from './hand-ins';
import { type AccountLine, hire, type People, peopleOf } from './people';
import { ReviewDays } from './review-days';
import { type Tally, tallyOf } from './tally';
import { UnitDays } from './unit-days';
import { World } from './world';

export interface PlayOptions {
  from: Day;
  to: Day;
  seed: number;
  /** Of every account. */
  password?: string;
  /** Minutes since 00:00 at which the last day ends; the whole day without it. */
  until?: number;
}

export interface Played {
  accounts: AccountLine[];
  tally: Tally;
  /** Equal for equal options. */
  digest: string;
}

export const PASSWORD = 'jiujiang-zhiliang-33';
const NINE = 9 * 60;

/** Plays the days on an empty tracker whose clock stands: the same sweeps and use cases as in life, day after day. */
export async function play(app: INestApplicationContext, options: PlayOptions): Promise<Played> {
  const { from, to, seed, until = 24 * 60 } = options;
  const world = new World(app);
  const { password = PASSWORD } = options;
  const accounts = await begin(world, from, { seeds: modelSeeds(), password });
  const people = await peopleOf(world.db);
  await world.get(ReleaseService).releaseAll(people.head, '九质强办〔2020〕1号');
  const agenda = await agendaOf(world, people, seed, from);
  for (let day = from; day <= to; day = addDays(day, 1)) {
    world.setTime(day, NINE);
    await world.sweep();
    const last = day === to ? until : 24 * 60;
    for (const { minutes, run } of await agenda(day)) {
      if (minutes >= last) break;
      world.setTime(day, minutes);
      await run();
    }
  }
  world.setTime(to, Math.min(until, 24 * 60 - 1));
  return { accounts, tally: await tallyOf(world.db, to), digest: await digestOf(world.db) };
}

export interface Beginning {
  seeds: SeedFiles;
  password: string;
  /** Codes of the units that have a contact; all of them without it. */
  contacts?: readonly string[];
}

/** The plan and the accounts, on the morning of the first day. */
export async function begin(world: World, from: Day, beginning: Beginning): Promise<AccountLine[]> {
  world.setTime(from, NINE - 60);
  await world.get(SeedingService).seedPlan(beginning.seeds);
  return hire(world, beginning.password, beginning.contacts);
}

/** What stands in seeds/. */
export function modelSeeds(): SeedFiles {
  const reading = readSeedFiles(join(__dirname, '..', '..', 'seeds'));
  if (!reading.ok) throw new Error(['seeds/ 有误:', ...reading.problems.map(sayProblem)].join('\n'));
  return reading.seeds;
}

/** Everybody's tasks of a day, in the order of the clock; on rest days nobody works. */
async function agendaOf(
  world: World,
  people: People,
  seed: number,
  from: Day,
): Promise<(day: Day) => Promise<Task[]>> {
  const handIns = new HandIns(world, seed);
  const units = new UnitDays(world, people, handIns, seed);
  const first = await FirstDays.after(world, people, seed, from);
  const reviews = new ReviewDays(world, people, seed);
  const disputes = new DisputeDays(world, people, seed);
  const extensions = new ExtensionDays(world, people, seed);
  const cases = new CaseDays(world, people, seed);
  return async (day) => {
    if (!(await world.calendar()).isWorkday(day)) return [];
    const board = await boardOf(world.db);
    const tasks = [
      ...(await first.agenda(day)),
      ...(await units.agenda(day, board)),
      ...(await extensions.agenda(day, board)),
      ...(await disputes.agenda(day)),
      ...(await reviews.agenda(day)),
      ...(await cases.agenda(day, board)),
    ];
    return tasks.sort((a, b) => a.minutes - b.minutes);
  };
}
