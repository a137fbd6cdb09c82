import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SpentAccess } from '../../../src/accounts/spent-access.service';
import { FixedClock } from '../../../src/platform/clock/clock';
import type { Database } from '../../../src/platform/database/database';
import { type Sql, sql } from '../../../src/platform/database/sql';
import { KeptAnswers } from '../../../src/platform/http/kept-answers.service';
import { as, type Agent, MORNING, openApp, PASSWORD } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { ScratchController } from '../../http/scratch.controller';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

eachDatabase('what nobody has any use for', (open) => {
  let clock: FixedClock;
  let database: Database;
  let app: NestFastifyApplication;

  beforeEach(async () => {
    clock = new FixedClock(new Date(MORNING));
    database = await open();
    app = await openApp(database, { clock, controllers: [ScratchController] });
  });
  afterEach(() => app.close());

  const count = async (from: Sql) =>
    (await database.row<{ n: number }>(sql`SELECT COUNT(*) AS n FROM ${from}`))?.n;
  const fail = (name: string) =>
    app.inject({ method: 'POST', url: '/api/session', payload: { name, password: 'wrong' } });
  const submit = (agent: Agent, key: string) =>
    agent.post('/api/scratch/submissions', { title: 'a' }, { 'idempotency-key': key });

  test('goes once it is over, and what still counts stays', async () => {
    const admin = await as(app, 'admin');
    const [first, second] = [await as(app, 'viewer'), await as(app, 'viewer')];
    for (const { session } of [first, second])
      await admin.post(`/api/accounts/${session.account.id}/sign-in-codes`);
    await fail('nobody');
    clock.advance(5 * MINUTE);
    expect(await app.get(SpentAccess).clear()).toBe(0);

    clock.advance(12 * HOUR);
    const fresh = await as(app, 'admin');
    await fresh.post(`/api/accounts/${first.session.account.id}/sign-in-codes`);
    await fail('somebody');
    // three sessions, one code (the other was voided by the new one), the failures of nobody
    expect(await app.get(SpentAccess).clear()).toBe(5);
    expect(await count(sql`session`)).toBe(1);
    expect(await count(sql`sign_in_code`)).toBe(1);
    expect(await count(sql`throttle WHERE key = 'name:somebody'`)).toBe(1);
    expect((await fresh.get('/api/session')).statusCode).toBe(200);
    expect(await app.get(SpentAccess).clear()).toBe(0);
  });

  test('a code that was used goes at once', async () => {
    const admin = await as(app, 'admin');
    const { id, name } = (await as(app, 'viewer')).session.account;
    const { code } = (await admin.post(`/api/accounts/${id}/sign-in-codes`)).json<{ code: string }>();
    await app.inject({ method: 'POST', url: '/api/session', payload: { name, code } });
    expect(await app.get(SpentAccess).clear()).toBe(1);
    expect(await count(sql`sign_in_code`)).toBe(0);
  });

  test('the answer to a submission is kept for a week', async () => {
    await submit(await as(app, 'viewer'), 'key-of-monday');
    clock.advance(6 * DAY);
    await submit(await as(app, 'viewer'), 'key-of-sunday');
    expect(await app.get(KeptAnswers).forgetOld()).toBe(0);
    clock.advance(DAY + 1);
    expect(await app.get(KeptAnswers).forgetOld()).toBe(1);
    expect(await count(sql`idempotency WHERE key = 'key-of-sunday'`)).toBe(1);
  });

  test('a pause begun while the clock stood forty days ahead shuts nobody out', async () => {
    const { name } = (await as(app, 'viewer')).session.account;
    clock.advance(40 * DAY);
    for (let n = 0; n < 6; n += 1) await fail(name);
    expect((await fail(name)).statusCode).toBe(429);
    clock.set(new Date(MORNING));
    const right = await app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { name, password: PASSWORD },
    });
    expect(right.statusCode).toBe(201);
  });

  test('nor does setting the clock back open the door to guessing', async () => {
    const { name } = (await as(app, 'viewer')).session.account;
    clock.advance(40 * DAY);
    for (let n = 0; n < 6; n += 1) await fail(name);
    clock.set(new Date(MORNING));
    expect((await fail(name)).statusCode).toBe(401);
    expect((await fail(name)).statusCode).toBe(429);
  });
});
