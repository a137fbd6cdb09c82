import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AccountView } from '../../../src/accounts/account.view';
import { Accounts } from '../../../src/accounts/accounts.service';
import { PasswordChange } from '../../../src/accounts/password-change.service';
import type { Role } from '../../../src/domain/permissions';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { SYSTEM } from '../../../src/platform/http/actor';
import { as, openApp, PASSWORD, signIn, type Agent } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { addUnit, lastAudit } from './fixtures';

eachDatabase('accounts', (open) => {
  let database: Database;
  let app: NestFastifyApplication;
  let admin: Agent;

  beforeAll(async () => {
    database = await open();
    await addUnit(database, 'gxj', '市工信局');
    await addUnit(database, 'xsx', '修水县');
    app = await openApp(database);
    admin = await as(app, 'admin');
  });
  afterAll(() => app.close());

  let counter = 0;
  const add = (posts: { role: Role; unitCode?: string }[], more: object = {}) =>
    admin.post('/api/accounts', {
      name: `a${(counter += 1)}`,
      displayName: '张三',
      password: PASSWORD,
      posts,
      ...more,
    });

  test('an administrator adds a contact, who can sign in', async () => {
    const answer = await add([{ role: 'unit', unitCode: 'gxj' }], { name: 'ZhangSan', phone: '13812341234' });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      name: 'zhangsan',
      phone: '13812341234',
      state: 'active',
      hasPassword: true,
      posts: [{ role: 'unit', unitName: '市工信局' }],
    });
    expect(answer.body).not.toMatch(/argon2|hash/);
    expect(await lastAudit(database)).toMatchObject({
      actor: admin.session.account.name,
      action: 'account.added',
    });
    await signIn(app, 'zhangsan');
  });

  test.each<[string, { role: Role; unitCode?: string }[], object, number, string]>([
    ['a taken name', [{ role: 'viewer' }], { name: 'TAKEN' }, 409, 'name-taken'],
    ['a name of the record', [{ role: 'viewer' }], { name: 'system' }, 409, 'name-taken'],
    ['a weak password', [{ role: 'viewer' }], { password: 'password2026' }, 422, 'weak-password'],
    ['a contact without unit', [{ role: 'unit' }], {}, 422, 'unit-needed'],
    ['an unknown unit', [{ role: 'unit', unitCode: 'nowhere' }], {}, 422, 'unknown-unit'],
    ['an auditor with unit', [{ role: 'auditor', unitCode: 'gxj' }], {}, 422, 'unit-not-allowed'],
    [
      'administrator and office in one',
      [{ role: 'admin' }, { role: 'office' }],
      {},
      422,
      'roles-may-not-meet',
    ],
    [
      'administrator and auditor in one',
      [{ role: 'admin' }, { role: 'auditor' }],
      {},
      422,
      'roles-may-not-meet',
    ],
    ['one post twice', [{ role: 'viewer' }, { role: 'viewer' }], {}, 409, 'post-held'],
    ['no post', [], {}, 400, 'invalid-input'],
  ])('%s is refused and leaves nothing behind', async (_, posts, more, status, code) => {
    await app
      .get(Accounts)
      .add(SYSTEM, { name: 'taken', displayName: '占用', posts: [{ role: 'viewer' }] })
      .catch(() => 0);
    const count = async () => (await admin.get('/api/accounts')).json<{ total: number }>().total;
    const before = await count();
    const answer = await add(posts, more);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
    expect(await count()).toBe(before);
  });

  test('a post given counts at once, an ended one ends its sessions, and it can be given again', async () => {
    const agent = await as(app, 'unit', 'gxj');
    const url = `/api/accounts/${agent.session.account.id}/posts`;
    expect((await agent.get('/api/session')).statusCode).toBe(200);
    const given = await admin.post(url, { role: 'unit', unitCode: 'xsx' });
    expect(given.json<AccountView>().posts).toHaveLength(2);
    expect((await agent.get('/api/session')).json<{ posts: object[] }>().posts).toHaveLength(2);
    expect((await admin.post(url, { role: 'unit', unitCode: 'xsx' })).json()).toMatchObject({
      code: 'post-held',
    });
    expect((await admin.post(url, { role: 'admin' })).json()).toMatchObject({ code: 'roles-may-not-meet' });

    const ended = await admin.delete(`${url}/${agent.session.actingPost.id}`);
    expect(ended.json<AccountView>().posts).toEqual([expect.objectContaining({ unitName: '修水县' })]);
    expect((await agent.get('/api/session')).statusCode).toBe(401);
    expect((await admin.delete(`${url}/${agent.session.actingPost.id}`)).statusCode).toBe(404);
    const again = await admin.post(url, { role: 'unit', unitCode: 'gxj' });
    expect(again.json<AccountView>().posts).toHaveLength(2);
  });

  test('a closed account is out at once and stays out till it is opened again', async () => {
    const agent = await as(app, 'viewer');
    const { id, name } = agent.session.account;
    expect((await agent.get('/api/session')).statusCode).toBe(200);
    expect((await admin.post(`/api/accounts/${id}/deactivation`)).json()).toMatchObject({
      state: 'disabled',
    });
    expect((await agent.get('/api/session')).statusCode).toBe(401);
    await expect(signIn(app, name)).rejects.toThrow('sign-in-failed');
    expect((await admin.post(`/api/accounts/${id}/sign-in-codes`)).json()).toMatchObject({
      code: 'wrong-state',
    });
    expect((await admin.post(`/api/accounts/${id}/activation`)).json()).toMatchObject({ state: 'active' });
    await signIn(app, name);
  });

  test('closing or opening an account twice is once: one version, one entry in the record', async () => {
    const { id } = (await as(app, 'viewer')).session.account;
    const entries = async () =>
      database.rows(sql`SELECT id FROM audit WHERE subject = 'account' AND subject_id = ${id}
                         AND action IN ('account.deactivated', 'account.activated')`);
    const versionAfter = async (act: string) =>
      (await admin.post(`/api/accounts/${id}/${act}`)).json<{ version: number }>().version;
    expect([await versionAfter('activation'), (await entries()).length]).toEqual([1, 0]);
    expect([await versionAfter('deactivation'), (await entries()).length]).toEqual([2, 1]);
    expect([await versionAfter('deactivation'), (await entries()).length]).toEqual([2, 1]);
    expect([await versionAfter('activation'), (await entries()).length]).toEqual([3, 2]);
    expect((await admin.post('/api/accounts/999999/activation')).statusCode).toBe(404);
  });

  test('nobody closes their own account or ends the post they act in', async () => {
    const { account, actingPost } = admin.session;
    expect((await admin.post(`/api/accounts/${account.id}/deactivation`)).json()).toMatchObject({
      code: 'own-account',
    });
    const ending = await admin.delete(`/api/accounts/${account.id}/posts/${actingPost.id}`);
    expect(ending.json()).toMatchObject({ code: 'own-account' });
  });

  test('a reset password replaces the old one and ends the sessions, over HTTP and from the command line', async () => {
    const agent = await as(app, 'viewer');
    const { id, name } = agent.session.account;
    expect(
      (await admin.post(`/api/accounts/${id}/password-reset`, { password: 'a second quiet town' }))
        .statusCode,
    ).toBe(201);
    expect((await agent.get('/api/session')).statusCode).toBe(401);
    await expect(signIn(app, name)).rejects.toThrow('sign-in-failed');
    await signIn(app, name, 'a second quiet town');
    await app
      .get(PasswordChange)
      .reset(SYSTEM, await app.get(Accounts).idOf(name.toUpperCase()), 'a third quiet town');
    await signIn(app, name, 'a third quiet town');
  });

  test.each<Role>(['office', 'unit', 'viewer', 'auditor'])('%s manages no accounts', async (role) => {
    const agent = await as(app, role, role === 'unit' ? 'gxj' : undefined);
    const account = { name: 'sneaky', displayName: '张三', posts: [{ role: 'admin' }] };
    expect((await agent.post('/api/accounts', account)).statusCode).toBe(404);
    expect(
      (await agent.post(`/api/accounts/${agent.session.account.id}/posts`, { role: 'admin' })).statusCode,
    ).toBe(404);
    expect((await agent.get('/api/accounts')).statusCode).toBe(role === 'office' ? 200 : 404);
  });

  test('accounts are found by part of a name, without wildcards, and by unit', async () => {
    await app
      .get(Accounts)
      .add(SYSTEM, { name: 'find_me', displayName: '寻找', posts: [{ role: 'unit', unitCode: 'xsx' }] });
    const names = async (query: string) =>
      (await admin.get(`/api/accounts?${query}`)).json<{ rows: AccountView[] }>().rows.map((row) => row.name);
    expect(await names(`q=${encodeURIComponent('寻')}`)).toEqual(['find_me']);
    expect(await names('q=D_M')).toEqual(['find_me']);
    expect(await names('q=f%25e')).toEqual([]);
    expect((await app.get(Accounts).all()).map((row) => row.name)).toContain('find_me');
    const [account] = (await admin.get('/api/accounts?q=find_me')).json<{ rows: AccountView[] }>().rows;
    expect(await names(`unitId=${account?.posts[0]?.unitId}`)).toContain('find_me');
    expect((await admin.get('/api/accounts?size=1&page=2')).json()).toMatchObject({ page: 2, size: 1 });
  });

  test('telephones are masked save for who has to call, and a unit sees its own contacts', async () => {
    const contact = await as(app, 'unit', 'gxj');
    await as(app, 'unit', 'xsx');
    const contacts = async (agent: Agent) =>
      (await agent.get('/api/contacts')).json<{ rows: { phone: string; unitName: string }[] }>().rows;
    expect((await contacts(await as(app, 'office'))).map((row) => row.phone)).toContain('13812341234');
    const seen = await contacts(await as(app, 'viewer'));
    expect(seen.map((row) => row.phone)).toContain('138****1234');
    expect(seen.map((row) => row.phone)).not.toContain('13812341234');
    expect(new Set((await contacts(contact)).map((row) => row.unitName))).toEqual(new Set(['市工信局']));
  });

  test('an account shows its version as ETag', async () => {
    const answer = await admin.get(`/api/accounts/${admin.session.account.id}`);
    expect(answer.headers.etag).toBe(`"${answer.json<AccountView>().version}"`);
    expect((await admin.get('/api/accounts/2147483647')).statusCode).toBe(404);
  });
});
