import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { Database } from '../../src/platform/database/database';
import { sql } from '../../src/platform/database/sql';
import type { Swept } from '../../src/platform/jobs/sweep-runner';
import { SWEEPS } from '../../src/schedule';
import { openSupervision, type Supervision } from '../features/supervision/supervision-app';
import { startChild } from '../support/child';
import { onDatabase } from '../support/databases';
import { fromSetup } from '../support/places';
import { eventually, openJobs, Work } from './jobs-app';

const environment = (db: Database) => {
  const own = {
    DATABASE_URL: urlOf(db),
    DATA_DIR: mkdtempSync(join(fromSetup('TEST_DIR'), 'data-')),
    AUDIT_KEY: 'k'.repeat(32),
  };
  return { ...own, REDIS_URL: '' };
};
const urlOf = ({ place }: Database): string => (place.dialect === 'postgres' ? place.url : '');

onDatabase('postgres', 'several processes', (open) => {
  let children: ChildProcessWithoutNullStreams[] = [];
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    children = [];
  });
  const child = (file: string, args: string[], env: NodeJS.ProcessEnv = {}) => {
    const started = startChild(join(__dirname, file), args, env);
    started.stderr.pipe(process.stderr);
    children.push(started);
    return { child: started, lines: createInterface({ input: started.stdout })[Symbol.asyncIterator]() };
  };

  test('four servers sweeping at once, while units hand in, take each step once', async () => {
    const db = await open();
    const world: Supervision = await openSupervision(db);
    await world.world.app.close();
    // the silence of the others counts as nil: they take no step
    const owing = sql`duty WHERE role = 'support' AND ladder_from IS NOT NULL AND silent_nil = 0`;
    const owed = await world.count(owing);
    const asOf = '2026-12-22T01:30:00.000Z';
    const servers = [1, 2, 3, 4].map(() => child('sweep-child.ts', [asOf, 'climb'], environment(db)));
    for (const { lines } of servers) expect((await lines.next()).value).toBe('ready');
    for (const { child: server } of servers) server.stdin.write('go\n');
    const handedIn = await handInSome(db);
    const results: Swept[][] = [];
    for (const { lines } of servers)
      results.push(JSON.parse((await lines.next()).value as string) as Swept[]);
    const taken = results.flat().reduce((sum, { done }) => sum + done, 0);
    expect(taken).toBe(await world.count(sql`ladder_step`));
    expect(taken).toBe(await world.count(sql`duty WHERE ladder_step = 1`));
    expect(taken).toBe(await world.count(sql`notice WHERE kind = 'ladder'`));
    expect(taken).toBeGreaterThanOrEqual(owed - handedIn);
    expect(await world.count(sql`${owing} AND ladder_step = 0`)).toBe(0);
    const entries = results.flat().filter(({ done }) => done > 0).length;
    expect(await world.count(sql`audit WHERE action = 'ladder.stepped'`)).toBe(entries);
  }, 90_000);

  test('a worker killed in the middle of a job loses nothing: another does the work', async () => {
    const db = await open();
    const work = new Work(db);
    await work.lay('a');
    const redis = { url: fromSetup('TEST_REDIS_URL'), prefix: 'killed' };
    const hanging = child('hanging-worker.ts', [urlOf(db), redis.url, redis.prefix]);
    expect((await hanging.lines.next()).value).toBe('working');
    hanging.child.kill('SIGKILL');
    await once(hanging.child, 'exit');
    expect(await work.left()).toBe(1);
    const jobs = await openJobs(db, [work.sweep(1)], { working: true, redis });
    try {
      await eventually(() => work.done.length === 1);
    } finally {
      await jobs.close();
    }
  }, 60_000);

  test('worker does every sweep through Redis and stops cleanly when it is told to', async () => {
    const db = await open();
    const env = { ...environment(db), REDIS_URL: fromSetup('TEST_REDIS_URL') };
    const worker = child('../../src/worker.ts', [], env);
    expect((await worker.lines.next()).value).toContain('从 Redis 队列领取');
    await eventually(async () => {
      const row = await db.row<{ n: number }>(sql`SELECT COUNT(*) AS n FROM sweep`);
      return row?.n === SWEEPS.length;
    }, 30_000);
    worker.child.kill('SIGTERM');
    expect((await once(worker.child, 'exit'))[0]).toBe(0);
  }, 60_000);

  test('worker refuses SQLite with one sentence', async () => {
    const started = startChild(join(__dirname, '../../src/worker.ts'), [], {
      DATA_DIR: fromSetup('TEST_DIR'),
      DATABASE_URL: '',
    });
    const complaints = await text(started.stderr);
    expect(complaints.trim()).toMatch(/^worker 需要 PostgreSQL.*。$/);
  }, 30_000);
});

/** As a submission does it, one transaction each: every third part. */
async function handInSome(db: Database): Promise<number> {
  const duties = await db.rows<{ id: number }>(
    sql`SELECT id FROM duty WHERE role = 'support' AND id % 3 = 0 ORDER BY id`,
  );
  for (const { id } of duties) {
    await db.write(() =>
      db.changed(sql`
        UPDATE duty SET state = 'accepted', owed_on = NULL, ladder_from = NULL, version = version + 1
         WHERE id = ${id} AND version = 1 AND state = 'open'`),
    );
  }
  return duties.length;
}
