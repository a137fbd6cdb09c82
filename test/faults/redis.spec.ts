import type { Database } from '../../src/platform/database/database';
import { eventually, openJobs, type OpenJobs, Work } from '../jobs/jobs-app';
import { eachDatabase } from '../support/databases';
import { OwnRedis } from './own-redis';

eachDatabase('Redis may fail', (open) => {
  let db: Database;
  let work: Work;
  let redis: OwnRedis;
  let jobs: OpenJobs | undefined;
  const start = async (working = true) => {
    jobs = await openJobs(db, [work.sweep(1)], { working, redis: { url: redis.url, prefix: 'fault' } });
    return jobs;
  };
  beforeEach(async () => {
    db = await open();
    work = new Work(db);
  });
  afterEach(async () => {
    redis.thaw();
    await jobs?.close();
    await redis.kill();
  });
  const doneOnce = async (...names: string[]) => {
    await eventually(async () => (await work.left()) === 0, 15_000);
    await eventually(() => work.done.length >= names.length);
    expect([...work.done].sort()).toEqual([...names].sort());
  };

  test('absent at the start: this process works, and the queue takes over when Redis comes', async () => {
    redis = await OwnRedis.absent();
    const began = performance.now();
    await start();
    expect(performance.now() - began).toBeLessThan(2000);
    await work.lay('a');
    await doneOnce('a');
    expect(jobs?.state).toBe('unreachable');
    expect(await jobs?.degraded()).toContain('Redis 连接不上');
    await redis.start();
    await eventually(() => jobs?.state === 'ready');
    await work.lay('b');
    await doneOnce('a', 'b');
    expect(await jobs?.degraded()).toBe('');
    expect((await redis.keys()).some((key) => key.startsWith('fault-'))).toBe(true);
  });

  test('flushed with work pending: the next tick finds the rows', async () => {
    redis = await OwnRedis.running();
    const server = await start(false);
    await work.lay('a', 'b');
    server.wake('work');
    await eventually(async () => (await redis.keys()).length > 0);
    await redis.flush();
    const worker = await openJobs(db, [work.sweep(1)], {
      working: true,
      redis: { url: redis.url, prefix: 'fault' },
    });
    try {
      await doneOnce('a', 'b');
      await redis.flush();
      await work.lay('c');
      await doneOnce('a', 'b', 'c');
    } finally {
      await worker.close();
    }
  });

  test('killed and started again: nothing is lost, nothing done twice', async () => {
    redis = await OwnRedis.running();
    await start();
    await work.lay('a');
    await doneOnce('a');
    await redis.kill();
    await work.lay('b');
    await doneOnce('a', 'b');
    expect(jobs?.state).toBe('unreachable');
    await redis.start();
    await eventually(() => jobs?.state === 'ready');
    await work.lay('c');
    await doneOnce('a', 'b', 'c');
  });

  test('frozen: adding fails within seconds and the work goes on; thawed, the queue is used again', async () => {
    redis = await OwnRedis.running();
    await start();
    await work.lay('a');
    await doneOnce('a');
    redis.freeze();
    await work.lay('b');
    await doneOnce('a', 'b');
    expect(jobs?.state).toBe('unreachable');
    redis.thaw();
    await eventually(() => jobs?.state === 'ready');
    await work.lay('c');
    await doneOnce('a', 'b', 'c');
  });
});
