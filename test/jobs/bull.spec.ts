import type { Database } from '../../src/platform/database/database';
import { sql } from '../../src/platform/database/sql';
import { onDatabase } from '../support/databases';
import { fromSetup } from '../support/places';
import { eventually, openJobs, type OpenJobs, Work } from './jobs-app';

const HOUR = 3600;

onDatabase('postgres', 'jobs through Redis', (open) => {
  let db: Database;
  let work: Work;
  let processes: OpenJobs[];
  const redis = () => ({ url: fromSetup('TEST_REDIS_URL'), prefix: 'jobs-test' });
  const start = async (working: boolean, everySeconds = HOUR) => {
    const jobs = await openJobs(db, [work.sweep(everySeconds)], { working, redis: redis() });
    processes.push(jobs);
    return jobs;
  };
  beforeEach(async () => {
    db = await open();
    work = new Work(db);
    processes = [];
  });
  afterEach(async () => {
    for (const jobs of processes) await jobs.close();
  });

  test('a tick’s work is done, and the watermark says up to when', async () => {
    await work.lay('a');
    const jobs = await start(true);
    await eventually(() => work.done.length === 1);
    expect(jobs.state).toBe('ready');
    await eventually(
      async () => (await db.row(sql`SELECT name FROM sweep WHERE name = 'work'`)) !== undefined,
    );
  });

  test('the same wake-up ten times, in a wrong order and for unknown work, does each piece once', async () => {
    const jobs = await start(true);
    await work.lay('a', 'b', 'c');
    for (let n = 0; n < 10; n += 1) {
      jobs.wake('work');
      jobs.wake('no-such-sweep');
    }
    await eventually(async () => (await work.left()) === 0);
    await work.lay('d');
    jobs.wake('work');
    await eventually(() => work.done.length === 4);
    expect([...work.done].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('two workers and a server that only serves do each piece once', async () => {
    const server = await start(false);
    await start(true);
    await start(true);
    await work.lay(...Array.from({ length: 30 }, (_, n) => `piece-${n}`));
    for (let n = 0; n < 20; n += 1) server.wake('work');
    await eventually(async () => (await work.left()) === 0);
    expect(new Set(work.done).size).toBe(30);
    expect(work.done).toHaveLength(30);
  });

  test('a sweep that fails says so in the health and is tried again at the next tick', async () => {
    let failing = true;
    const sweep = {
      ...work.sweep(1),
      run: () => (failing ? Promise.reject(new Error('disk')) : work.sweep(1).run(find, new Date(0))),
    };
    const jobs = await openJobs(db, [sweep], { working: true, redis: redis() });
    processes.push(jobs);
    await eventually(async () => (await jobs.degraded()).includes('「work」最近一次执行失败'));
    await work.lay('a');
    failing = false;
    await eventually(() => work.done.length === 1);
    await eventually(async () => (await jobs.degraded()) === '');
  });
});

const find = (): never => {
  throw new Error('this work needs no service');
};
