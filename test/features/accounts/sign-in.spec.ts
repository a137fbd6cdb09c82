import { setTimeout as wait } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Accounts } from '../../../src/accounts/accounts.service';
import { SignInHooks, type SignInHook } from '../../../src/accounts/sign-in-hooks';
import { FixedClock } from '../../../src/platform/clock/clock';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { SYSTEM, type Actor } from '../../../src/platform/http/actor';
import { agentOf, as, MORNING, openApp, PASSWORD, signIn, type Answer } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { addUnit, lastAudit } from './fixtures';

const MINUTE = 60_000;

eachDatabase('signing in', (open) => {
  const clock = new FixedClock(new Date(MORNING));
  let database: Database;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    database = await open();
    await addUnit(database, 'gxj', '市工信局');
    await addUnit(database, 'scjgj', '市市监局');
    app = await openApp(database, { clock });
    const posts = [
      { role: 'unit' as const, unitCode: 'gxj' },
      { role: 'unit' as const, unitCode: 'scjgj' },
    ];
    await app.get(Accounts).add(SYSTEM, { name: 'LiQiang', displayName: '李强', password: PASSWORD, posts });
  });
  beforeEach(() => {
    clock.advance(24 * 60 * MINUTE);
  });
  afterAll(() => app.close());

  const attempt = (payload: object, remoteAddress = '10.0.0.1'): Promise<Answer> =>
    app.inject({ method: 'POST', url: '/api/session', payload, remoteAddress });

  test('gives the account, its posts, the token and the notice, whatever the case of the name', async () => {
    const answer = await attempt({ name: ' liqiang ', password: PASSWORD });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      account: { name: 'liqiang', displayName: '李强' },
      posts: [
        { role: 'unit', unitName: '市工信局' },
        { role: 'unit', unitName: '市市监局' },
      ],
      actingPost: { unitName: '市工信局' },
      notice: '本系统为非涉密系统,严禁录入涉密信息',
    });
    expect(answer.headers['set-cookie']).toMatch(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(await lastAudit(database)).toMatchObject({ actor: 'liqiang', action: 'session.opened' });
  });

  test('answers an unknown name and a wrong password alike, and records both', async () => {
    const [unknown, wrong] = [
      await attempt({ name: 'nobody', password: PASSWORD }),
      await attempt({ name: 'liqiang', password: 'not the right one' }),
    ];
    expect(unknown.statusCode).toBe(401);
    const said = (answer: Answer) => ({ ...answer.json<Record<string, unknown>>(), requestId: '' });
    expect(said(unknown)).toEqual(said(wrong));
    expect(await lastAudit(database)).toMatchObject({ actor: 'anonymous', action: 'session.refused' });
  });

  test('pauses after five failures, longer after each further one, and an open door forgets them', async () => {
    const wrong = { name: 'liqiang', password: 'not the right one' };
    const right = { name: 'liqiang', password: PASSWORD };
    for (let fail = 0; fail < 5; fail += 1) expect((await attempt(wrong)).statusCode).toBe(401);
    const paused = await attempt(right);
    expect(paused.statusCode).toBe(429);
    expect(paused.headers['retry-after']).toBe('60');
    clock.advance(MINUTE);
    expect((await attempt(wrong)).statusCode).toBe(401);
    expect((await attempt(right)).headers['retry-after']).toBe('120');
    clock.advance(2 * MINUTE);
    expect((await attempt(right)).statusCode).toBe(201);
    expect((await attempt(wrong)).statusCode).toBe(401);
    expect((await attempt(right)).statusCode).toBe(201);
  });

  test('lets no more than five guesses through when fifty come at once', async () => {
    const guesses = Array.from({ length: 50 }, (_, n) =>
      attempt({ name: 'liqiang', password: `guess number ${n}` }, `10.0.1.${n}`),
    );
    const statuses = (await Promise.all(guesses)).map((answer) => answer.statusCode);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(45);
  });

  test('slows an address down that tries many names, and signing in oneself does not help it', async () => {
    for (let n = 0; n < 19; n += 1) await attempt({ name: `name${n}`, code: 'AAAAAAAA' }, '10.0.2.1');
    expect((await attempt({ name: 'liqiang', password: PASSWORD }, '10.0.2.1')).statusCode).toBe(201);
    expect((await attempt({ name: 'name19', code: 'AAAAAAAA' }, '10.0.2.1')).statusCode).toBe(401);
    expect((await attempt({ name: 'name20', code: 'AAAAAAAA' }, '10.0.2.1')).statusCode).toBe(429);
    expect((await attempt({ name: 'liqiang', password: PASSWORD }, '10.0.2.2')).statusCode).toBe(201);
  });

  test('asks for a password or a code, not for both and not for neither', async () => {
    expect((await attempt({ name: 'liqiang' })).statusCode).toBe(400);
    expect((await attempt({ name: 'liqiang', password: PASSWORD, code: 'AAAAAAAA' })).statusCode).toBe(400);
  });

  test('ends after thirty idle minutes, and after twelve hours however busy', async () => {
    const idle = await signIn(app, 'liqiang');
    clock.advance(29 * MINUTE);
    expect((await idle.get('/api/session')).statusCode).toBe(200);
    clock.advance(29 * MINUTE);
    expect((await idle.get('/api/session')).statusCode).toBe(200);
    clock.advance(30 * MINUTE);
    expect((await idle.get('/api/session')).statusCode).toBe(401);

    const busy = await signIn(app, 'liqiang');
    for (let quarter = 1; quarter < 48; quarter += 1) {
      clock.advance(15 * MINUTE);
      expect((await busy.get('/api/session')).statusCode).toBe(200);
    }
    clock.advance(15 * MINUTE);
    expect((await busy.get('/api/session')).statusCode).toBe(401);
  });

  test('stores only the hash of what the cookie carries', async () => {
    const { cookie } = await signIn(app, 'liqiang');
    const value = cookie.slice('session='.length);
    const stored = await database.rows<{ idHash: string }>(sql`SELECT id_hash AS "idHash" FROM session`);
    expect(stored.length).toBeGreaterThan(0);
    expect(stored.map((row) => row.idHash)).not.toContain(value);
  });

  test('signing out ends the session at once', async () => {
    const agent = await signIn(app, 'liqiang');
    expect((await agent.get('/api/session')).statusCode).toBe(200);
    expect((await agent.delete('/api/session')).statusCode).toBe(204);
    expect((await agent.get('/api/session')).statusCode).toBe(401);
    expect(await lastAudit(database)).toMatchObject({ actor: 'liqiang', action: 'session.closed' });
  });

  test('a session closed by another process ends within five seconds', async () => {
    const agent = await signIn(app, 'liqiang');
    expect((await agent.get('/api/session')).statusCode).toBe(200);
    await database.write(() => database.changed(sql`DELETE FROM session`));
    await wait(5_100);
    expect((await agent.get('/api/session')).statusCode).toBe(401);
  });

  test('switching the post changes for which unit one acts, and tells those who want to know', async () => {
    const seen: Actor[] = [];
    app.get(SignInHooks).register(noting(seen));
    const agent = await signIn(app, 'liqiang');
    const other = agent.session.posts[1];
    const answer = await agent.put('/api/session/post', { postId: other?.id });
    expect(answer.json()).toMatchObject({ actingPost: { unitName: '市市监局' } });
    expect((await agent.get('/api/session')).json()).toMatchObject({ actingPost: { unitName: '市市监局' } });
    expect(seen.map((actor) => actor.unitIds)).toEqual([[agent.session.actingPost.unitId], [other?.unitId]]);
    expect(seen[1]?.homeUnitIds).toHaveLength(2);
  });

  test('nobody acts in a post of somebody else', async () => {
    const stranger = await as(app, 'unit', 'gxj');
    const agent = await signIn(app, 'liqiang');
    const answer = await agent.put('/api/session/post', { postId: stranger.session.actingPost.id });
    expect(answer.statusCode).toBe(404);
  });

  test('a unit also acts for the units merged into it', async () => {
    const old = await addUnit(database, 'jmw', '市经贸委');
    await database.write(() =>
      database.changed(sql`
        UPDATE unit SET succeeded_by = (SELECT id FROM unit WHERE code = 'gxj') WHERE id = ${old}`),
    );
    const seen: Actor[] = [];
    app.get(SignInHooks).register(noting(seen));
    await signIn(app, 'liqiang');
    expect(seen[0]?.unitIds).toContain(old);
    expect(seen[0]?.unitIds).toHaveLength(2);
  });

  test('a changed password needs the old one and ends the other sessions', async () => {
    const [here, elsewhere] = [await signIn(app, 'liqiang'), await signIn(app, 'liqiang')];
    const change = (current: string | undefined, password: string) =>
      here.put('/api/session/password', { current, password });
    expect((await change('not the right one', 'another quiet town')).json()).toMatchObject({
      code: 'wrong-password',
    });
    expect((await change(PASSWORD, 'password2026')).json()).toMatchObject({ code: 'weak-password' });
    expect((await change(PASSWORD, 'another quiet town')).statusCode).toBe(204);
    expect((await here.get('/api/session')).statusCode).toBe(200);
    expect((await elsewhere.get('/api/session')).statusCode).toBe(401);
    const back = await signIn(app, 'liqiang', 'another quiet town');
    expect(
      (await back.put('/api/session/password', { current: 'another quiet town', password: PASSWORD }))
        .statusCode,
    ).toBe(204);
  });

  test('a code signs a contact in once, within fifteen minutes', async () => {
    const office = await as(app, 'office');
    const posts = [{ role: 'unit' as const, unitCode: 'gxj' }];
    const id = await app.get(Accounts).add(SYSTEM, { name: 'wangfang', displayName: '王芳', posts });
    const issue = async () =>
      (await office.post(`/api/accounts/${id}/sign-in-codes`)).json<{ code: string }>().code;

    const voided = await issue();
    const code = await issue();
    expect(code).toMatch(/^[2-9A-HJ-KM-NP-Z]{8}$/);
    expect((await attempt({ name: 'wangfang', code: voided })).statusCode).toBe(401);
    expect((await attempt({ name: 'liqiang', code })).statusCode).toBe(401);
    const spoken = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase();
    const signedIn = await attempt({ name: 'wangfang', code: spoken });
    expect(signedIn.statusCode).toBe(201);
    expect((await attempt({ name: 'wangfang', code })).statusCode).toBe(401);

    const late = await issue();
    clock.advance(15 * MINUTE);
    expect((await attempt({ name: 'wangfang', code: late })).statusCode).toBe(401);

    const agent = agentOf(app, await attempt({ name: 'wangfang', code: await issue() }));
    expect((await agent.put('/api/session/password', { password: 'my first password' })).statusCode).toBe(
      204,
    );
    await signIn(app, 'wangfang', 'my first password');
  });

  test('of two who use one code at once only one gets in', async () => {
    const office = await as(app, 'office');
    const posts = [{ role: 'unit' as const, unitCode: 'gxj' }];
    const id = await app.get(Accounts).add(SYSTEM, { name: 'zhaoli', displayName: '赵丽', posts });
    const { code } = (await office.post(`/api/accounts/${id}/sign-in-codes`)).json<{ code: string }>();
    const both = await Promise.all([attempt({ name: 'zhaoli', code }), attempt({ name: 'zhaoli', code })]);
    expect(both.map((answer) => answer.statusCode).sort()).toEqual([201, 401]);
  });

  test('the office issues codes to contacts of units only, an administrator to anybody', async () => {
    const [office, admin, viewer] = [
      await as(app, 'office'),
      await as(app, 'admin'),
      await as(app, 'viewer'),
    ];
    const url = `/api/accounts/${viewer.session.account.id}/sign-in-codes`;
    expect((await office.post(url)).json()).toMatchObject({ code: 'code-for-units-only' });
    expect((await admin.post(url)).statusCode).toBe(201);
    expect((await viewer.post(url)).statusCode).toBe(404);
  });
});

function noting(seen: Actor[]): SignInHook {
  return {
    signedIn: (actor) => {
      seen.push(actor);
      return Promise.resolve();
    },
  };
}
