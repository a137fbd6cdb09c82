import type { DatabasePlace } from '../src/platform/database/sources';
import { sql } from '../src/platform/database/sql';
import { openBare } from './bare';
import { alternate, type Finding, finding, sayMilliseconds, seconds } from './measure';
import type { Places } from './places';
import { fill, NOW, openAll, TODAY, withTracker } from './world';

const DUTIES = 1_000_000;

/** One period of 1,000,000 duties, opened into an empty table with its indexes. */
export async function benchOpening(places: Places, rounds: number): Promise<Finding[]> {
  const charged = await places.make();
  await fill(charged, { items: 1000, units: 1000, quarters: 1 });
  const onCopy = async (measure: (place: DatabasePlace) => Promise<number>): Promise<number> => {
    const place = await places.copy(charged);
    const taken = await measure(place);
    await places.drop(place);
    return taken;
  };
  const measured = await alternate(
    rounds,
    () => onCopy(insertBare),
    () => onCopy(openPeriod),
  );
  await places.drop(charged);
  const name = `opening ${DUTIES.toLocaleString('en')} duties ÷ bare INSERT … SELECT, same table and indexes`;
  return [finding({ name, database: places.dialect, aim: { atMost: 1.5 } }, measured, sayMilliseconds)];
}

async function openPeriod(place: DatabasePlace): Promise<number> {
  return withTracker(place, (tracker) =>
    seconds(async () => {
      const made = await openAll(tracker);
      if (made !== DUTIES) throw new Error(`${made} duties were opened`);
    }),
  );
}

/** The same rows from the charges alone: no joins, no order, no decision, no record. */
async function insertBare(place: DatabasePlace): Promise<number> {
  const bare = await openBare(place);
  const taken = await seconds(async () => {
    await bare.run(sql`BEGIN`);
    await bare.run(sql`
      INSERT INTO duty (schedule_id, item_id, unit_id, charge_id, role, period, lead_period, opens_on, due_nominal, original_due_on,
        due_on, created_on, created_at, opened_late, counts, silent_nil, state, version, round, owed_on, ladder_base,
        ladder_from, ladder_used, ladder_step)
      SELECT (SELECT id FROM schedule WHERE code = 'quarterly'), item_id, unit_id, id, 'lead', '2026Q4', '2026Q4', '2026-10-01',
             '2026-12-25', '2026-12-25', '2026-12-25', ${sql.text(TODAY)}, ${sql.text(NOW)}, 1, 1, 0, 'open', 1, 1,
             '2026-12-25', '2026-12-25', '2026-12-25', 0, 0
        FROM charge WHERE since = '2024-12-25'`);
    await bare.run(sql`COMMIT`);
  });
  const [inserted] = await bare.rows<{ n: number | string }>(sql`SELECT COUNT(*) AS n FROM duty`);
  await bare.close();
  if (Number(inserted?.n) !== DUTIES) throw new Error(`${inserted?.n} duties were inserted`);
  return taken;
}
