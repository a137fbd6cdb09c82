import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Database } from '../../src/platform/database/database';
import { sql } from '../../src/platform/database/sql';
import { HealthProbes } from '../../src/platform/http/health-probes';
import { openApp } from '../support/app';
import { eachDatabase } from '../support/databases';

eachDatabase('health', (open) => {
  let database: Database;
  let app: NestFastifyApplication;

  beforeEach(async () => {
    database = await open();
    app = await openApp(database);
  });
  afterEach(() => app.close());

  test('is ok without any probe, and tells the sweeps', async () => {
    await database.write(() =>
      database.changed(
        sql`INSERT INTO sweep (name, done_day, done_at) VALUES ('remind', '2026-11-22', '2026-11-22T01:00:00.000Z')`,
      ),
    );
    const answer = await app.inject({ url: '/api/health' });
    expect(answer.json()).toEqual({
      status: 'ok',
      database: database.dialect,
      queue: { mode: 'in-process', state: 'ready' },
      sweeps: [{ name: 'remind', doneDay: '2026-11-22', doneAt: '2026-11-22T01:00:00.000Z' }],
      degraded: [],
      version: '0.1.0',
    });
  });

  test('still answers 200 when a probe finds something amiss', async () => {
    const queue = { mode: 'redis' as const, state: 'lost' };
    app.get(HealthProbes).register({ look: () => Promise.resolve({ queue, degraded: ['Redis 连接中断'] }) });
    const answer = await app.inject({ url: '/api/health' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ status: 'degraded', queue, degraded: ['Redis 连接中断'] });
  });

  test('a probe that fails is itself something amiss', async () => {
    app.useLogger(false);
    app.get(HealthProbes).register({ look: () => Promise.reject(new Error('no answer')) });
    const answer = await app.inject({ url: '/api/health' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      status: 'degraded',
      degraded: ['一项运行检查没有完成,详见服务日志'],
    });
  });

  test('answers 503 only when the database does not', async () => {
    app.useLogger(false);
    await database.close();
    const answer = await app.inject({ url: '/api/health' });
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ code: 'unavailable' });
  });
});
