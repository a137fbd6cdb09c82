import type { INestApplicationContext } from '@nestjs/common';
import { Database } from '../src/platform/database/database';
import type { DatabasePlace } from '../src/platform/database/sources';
import { sql } from '../src/platform/database/sql';
import { type Bare, openBare } from './bare';
import type { Load } from './load';
import { alternate, type Finding, finding, sayPerSecond, seconds } from './measure';
import { signInContacts } from './people';
import type { Places } from './places';
import { startProduct, underLoad } from './servers';
import { fill, NOW, openAll, settle, TODAY, withTracker } from './world';

const REPORTS = 1000;
const TEXT =
  '本期完成质量强市年度任务的阶段目标,企业首席质量官制度推行到位,质量基础设施一站式服务点新增两个。'.repeat(
    4,
  );
const BODY = JSON.stringify({ kind: 'full', progress: TEXT, problems: '暂无。', nextSteps: '按计划推进。' });

/** Reports of 50 units on duties not yet handed in; the limit writes the same rows without HTTP, one after another. */
export async function benchHandIn(places: Places, rounds: number): Promise<Finding[]> {
  const place = await places.make();
  await fill(place, { items: 50, units: 50, quarters: 8 });
  const requests = await withTracker(place, async (tracker) => {
    await openAll(tracker);
    return requestsOf(tracker);
  });
  await settle(place);
  const limitPlace = await places.copy(place);
  const [product, bare] = [await startProduct(place), await openBare(limitPlace)];
  const findings: Finding[] = [];
  const take = takingTurns(requests);
  for (const connections of [1, 32]) {
    const handIn = () => underLoad({ url: product.url, connections, requests: take(REPORTS) });
    await handIn(); // the first requests of a server are slow
    const measured = await alternate(rounds, () => writeBare(bare, limitPlace), handIn);
    const name = `handing in a report, ${connections === 1 ? '1 connection' : `${connections} connections`} ÷ bare transaction of the same rows`;
    findings.push(finding({ name, database: places.dialect, aim: { atLeast: 0.5 } }, measured, sayPerSecond));
  }
  await product.stop();
  await bare.close();
  for (const used of [place, limitPlace]) await places.drop(used);
  return findings;
}

type Requests = Load['requests'];

async function requestsOf(tracker: INestApplicationContext): Promise<Requests> {
  const contacts = await signInContacts(tracker);
  const duties = await tracker
    .get(Database)
    .rows<{ id: number; unitId: number }>(
      sql`SELECT id, unit_id AS "unitId" FROM duty WHERE state = 'open' ORDER BY id`,
    );
  return duties.map(({ id, unitId }) => ({
    method: 'POST',
    path: `/api/duties/${id}/reports`,
    headers: { ...contacts.get(unitId), 'content-type': 'application/json', 'if-match': '"1"' },
    body: BODY,
  }));
}

function takingTurns(requests: Requests): (n: number) => Requests {
  let taken = 0;
  return (n) => requests.slice(taken, (taken += n));
}

/** Transactions a second. */
async function writeBare(bare: Bare, place: DatabasePlace): Promise<number> {
  const duties = await bare.rows<{ id: number }>(sql`
    SELECT id FROM duty WHERE state = 'open' ORDER BY id LIMIT ${REPORTS}`);
  const begin = place.dialect === 'sqlite' ? sql`BEGIN IMMEDIATE` : sql`BEGIN`;
  const taken = await seconds(async () => {
    for (const { id } of duties) {
      await bare.run(begin);
      await writeRows(bare, id);
      await bare.run(sql`COMMIT`);
    }
  });
  return duties.length / taken;
}

/** What a hand-in leaves behind: report, duty, history and record. */
async function writeRows(bare: Bare, id: number): Promise<void> {
  await bare.run(sql`
    INSERT INTO report (duty_id, revision, kind, progress, problems, next_steps, year_summary, remark, data_as_of,
                        missing_units, state, handed_at, via, by_account)
    VALUES (${id}, 1, 'full', ${TEXT}, '暂无。', '按计划推进。', '', '', '2026-12-15', '[]', 'standing', ${NOW}, 'web', 7)`);
  await bare.run(sql`
    UPDATE duty SET state = 'submitted', first_handed_at = ${NOW}, owed_on = NULL, ladder_from = NULL, version = 2
     WHERE id = ${id} AND version = 1`);
  await bare.run(sql`
    INSERT INTO duty_event (duty_id, n, at, on_day, by_account, kind, from_state, to_state, due_on, round, reason)
    VALUES (${id}, 1, ${NOW}, ${TODAY}, 7, 'submitted', 'open', 'submitted', '2026-12-25', 1, '')`);
  await bare.run(sql`
    INSERT INTO audit (at, actor, acting_unit, action, subject, subject_id, subject_version, facts, request_id, prev, hash)
    VALUES (${NOW}, 'bench1', 7, 'report.submitted', 'duty', ${id}, 2, '{"kind":"full","revision":1,"via":"web"}',
            '00000000-0000-0000-0000-000000000000', ${'0'.repeat(64)}, ${'0'.repeat(64)})`);
}
