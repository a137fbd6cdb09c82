import { Database } from '../src/platform/database/database';
import { sql } from '../src/platform/database/sql';
import { alternate, type Finding, finding, sayPerSecond } from './measure';
import { appoint } from './people';
import type { Places } from './places';
import { startBareServer, startProduct, underLoad } from './servers';
import { fill, NOW, openAll, settle, withTracker } from './world';

const [CONNECTIONS, SECONDS] = [32, 5];

/** The office's first page of 16,000 duties: eight quarters of 40 items × 50 units. */
export async function benchList(places: Places, rounds: number): Promise<Finding[]> {
  const place = await places.make();
  await fill(place, { items: 40, units: 50, quarters: 8 });
  const headers = await withTracker(place, async (tracker) => {
    await openAll(tracker);
    await acceptEarlier(tracker.get(Database));
    return appoint(tracker, 'office');
  });
  await settle(place);
  const [bare, product] = [await startBareServer(place), await startProduct(place)];
  const load = (url: string, seconds: number) =>
    underLoad({
      url,
      connections: CONNECTIONS,
      seconds,
      requests: [{ method: 'GET', path: '/api/duties', headers }],
    });
  for (const { url } of [bare, product]) await load(url, 2);
  const measured = await alternate(
    rounds,
    () => load(bare.url, SECONDS),
    () => load(product.url, SECONDS),
  );
  await bare.stop();
  await product.stop();
  await places.drop(place);
  const name = `GET /api/duties, 50 rows, signed in, ${CONNECTIONS} connections ÷ Fastify with one prepared statement`;
  return [finding({ name, database: places.dialect, aim: { atLeast: 0.6 } }, measured, sayPerSecond)];
}

/** Seven of the eight quarters are long done: a report each, accepted on the due day. */
function acceptEarlier(db: Database): Promise<unknown> {
  const earlier = sql`period < '2026Q4'`;
  return db.write(async () => {
    await db.changed(sql`
      INSERT INTO report (duty_id, revision, kind, progress, problems, next_steps, year_summary, remark, data_as_of,
                          missing_units, state, handed_at, via, by_account)
      SELECT id, 1, 'full', '已完成年度任务。', '', '', '', '', due_on, '[]', 'standing', due_on || 'T01:00:00.000Z', 'web', 1
        FROM duty WHERE ${earlier}`);
    await db.changed(sql`
      UPDATE duty SET state = 'accepted', owed_on = NULL, ladder_from = NULL, version = 3,
             first_handed_at = due_on || 'T01:00:00.000Z', accepted_at = ${sql.text(NOW)}
       WHERE ${earlier}`);
  });
}
