import type { Database } from '../../src/platform/database/database';
import { Line } from '../../src/platform/jobs/line';
import { eachDatabase } from '../support/databases';
import { eventually, openJobs, Work } from './jobs-app';

eachDatabase('jobs without Redis', (open) => {
  let db: Database;
  let work: Work;
  beforeEach(async () => {
    db = await open();
    work = new Work(db);
  });

  test('ticks and wake-ups run in this process, and stopping waits for the sweep under way', async () => {
    await work.lay('a');
    const jobs = await openJobs(db, [work.sweep(3600)], { working: true });
    await eventually(() => work.done.length === 1);
    await work.lay('b');
    jobs.wake('work');
    await jobs.close();
    jobs.wake('work');
    await work.lay('c');
    expect(work.done).toEqual(expect.arrayContaining(['a']));
    expect(work.done).not.toContain('c');
  });

  test('a process that only serves leaves the work to the worker', async () => {
    await work.lay('a');
    const jobs = await openJobs(db, [work.sweep(1)], { working: false });
    jobs.wake('work');
    await jobs.close();
    expect(await work.left()).toBe(1);
  });
});

test('sweeps go one after the other, and one that waits already is not put in the line twice', async () => {
  const ran: string[] = [];
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const line = new Line(async (name) => {
    ran.push(name);
    if (name === 'slow') await gate;
  });
  line.join('slow');
  await Promise.resolve();
  for (const name of ['open', 'climb', 'open', 'climb']) line.join(name);
  release();
  await line.close();
  expect(ran).toEqual(['slow']);
  for (const name of ['open', 'climb', 'open']) line.join(name);
  await eventually(() => ran.length === 3);
  expect(ran).toEqual(['slow', 'open', 'climb']);
});
