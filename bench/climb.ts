import type { INestApplicationContext } from '@nestjs/common';
import { type Sql, sql } from '../src/platform/database/sql';
import { ClimbService } from '../src/supervision/climb.service';
import { type Bare, openBare } from './bare';
import { alternate, type Finding, finding, sayMilliseconds, seconds } from './measure';
import type { Places } from './places';
import { fill, openAll, settle, withTracker } from './world';

const DUE = 10_000;
/** The workday after the due day of everything that is due. */
const AT = new Date('2026-11-24T01:30:00.000Z');
const [ON, DUE_ON] = ['2026-11-24', '2026-11-23'];

/** The first step of 10,000 duties among 1,000,000 open ones: those of ten items, as one schedule has them. */
export async function benchClimb(places: Places, rounds: number): Promise<Finding[]> {
  const place = await places.make();
  await fill(place, { items: 1000, units: 1000, quarters: 1 });
  await withTracker(place, openAll);
  await settle(place);
  const bare = await openBare(place);
  const findings = await withTracker(place, (tracker) => measureClimb(tracker, bare, places, rounds));
  await bare.close();
  await places.drop(place);
  return findings;
}

async function measureClimb(
  tracker: INestApplicationContext,
  bare: Bare,
  places: Places,
  rounds: number,
): Promise<Finding[]> {
  const climbs = tracker.get(ClimbService, { strict: false });
  const climb = async (expected: number) => {
    const taken = await climbs.climb(AT);
    if (taken !== expected) throw new Error(`${taken} steps were taken`);
  };
  const idle: number[] = [];
  const due = dueDuties(bare);
  const steps = await alternate(
    rounds,
    () => due(() => seconds(() => update(bare))),
    () =>
      due(async () => {
        const taken = await seconds(() => climb(DUE));
        idle.push(await seconds(() => climb(0)));
        return taken;
      }),
  );
  const rows = await alternate(
    rounds,
    () => due(() => seconds(() => updateAndRecord(bare))),
    () => due(() => seconds(() => climb(DUE))),
  );
  const { dialect: database } = places;
  const among = `climb of ${DUE.toLocaleString('en')} among 1,000,000`;
  return [
    finding({ name: `${among} ÷ bare indexed UPDATE`, database, aim: { atMost: 2 } }, steps, sayMilliseconds),
    finding({ name: `${among} ÷ bare UPDATE and INSERTs of the same rows`, database }, rows, sayMilliseconds),
    finding(
      { name: 'idle sweep ÷ bare indexed UPDATE', database },
      { ...steps, product: idle },
      sayMilliseconds,
    ),
  ];
}

/** Makes ten items' duties due, has something done with them, and takes them out as if handed in; items go round. */
function dueDuties(bare: Bare): (use: () => Promise<number>) => Promise<number> {
  let first = 0;
  return async (use) => {
    const items = sql`item_id IN (SELECT i.id FROM item i JOIN plan p ON p.id = i.plan_id
      WHERE p.number = 'bench' AND i.sort > ${first} AND i.sort <= ${first + 10})`;
    first += 10;
    await bare.run(sql`UPDATE duty SET ladder_from = ${DUE_ON} WHERE ${items}`);
    const taken = await use();
    await bare.run(sql`UPDATE duty SET ladder_from = NULL WHERE ${items}`);
    return taken;
  };
}

async function inTransaction(bare: Bare, statements: readonly Sql[]): Promise<void> {
  await bare.run(sql`BEGIN`);
  for (const statement of statements) await bare.run(statement);
  await bare.run(sql`COMMIT`);
}

const CLAIM = sql`UPDATE duty SET ladder_step = 1, stepped_on = ${ON}
  WHERE ladder_from IS NOT NULL AND ladder_step = 0 AND ladder_from <= ${DUE_ON}`;
const STEPPED = sql`FROM duty WHERE ladder_from IS NOT NULL AND ladder_step = 1 AND stepped_on = ${ON}`;

const update = (bare: Bare) => inTransaction(bare, [CLAIM]);

/** What a step is: the duty's row, its record and the notice to the unit. */
const updateAndRecord = (bare: Bare) =>
  inTransaction(bare, [
    CLAIM,
    sql`INSERT INTO ladder_step (duty_id, round, step, due_on, taken_on, taken_at, provisional)
      SELECT id, round, 1, ${sql.text(ON)}, ${sql.text(ON)}, ${sql.text(AT)}, 0 ${STEPPED}`,
    sql`INSERT INTO notice (unit_id, audience, duty_id, round, kind, step, about_on, day, at, urgent, text_key, facts,
                            outcome, message_id)
      SELECT unit_id, 'unit', id, round, 'ladder', 1, '', ${sql.text(ON)}, ${sql.text(AT)}, 0, 'overdue', '{}', 'pending', 0
        ${STEPPED}`,
  ]);
