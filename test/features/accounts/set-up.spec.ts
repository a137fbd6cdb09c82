import { Script } from 'node:vm';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SetUp } from '../../../src/accounts/set-up.service';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { openApp, PASSWORD, signIn } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { addUnit } from './fixtures';

eachDatabase('the first start', (open) => {
  let database: Database;
  let app: NestFastifyApplication;

  beforeEach(async () => {
    database = await open();
    await addUnit(database, 'scjgj', '市市监局');
    app = await openApp(database);
  });
  afterEach(() => app.close());

  const offer = async () => new URL((await app.get(SetUp).offerLink('http://tracker')) ?? 'http://none');
  const post = (token: string | null, more: object = {}) => {
    const admin = { name: 'root1', displayName: '管理员', password: PASSWORD };
    const office = { name: 'office1', displayName: '质强办', password: PASSWORD };
    return app.inject({ method: 'POST', url: '/api/setup', payload: { token, admin, office, ...more } });
  };

  test('prints a link that makes the administrator and the office, once', async () => {
    const link = await offer();
    expect(link.pathname).toBe('/setup');
    const token = link.searchParams.get('token');
    expect((await post(token)).statusCode).toBe(204);
    expect((await signIn(app, 'root1')).session.actingPost).toMatchObject({ role: 'admin', unitId: 0 });
    expect((await signIn(app, 'office1')).session.actingPost).toMatchObject({
      role: 'office',
      unitName: '市市监局',
    });
    const again = await post(token);
    expect([again.statusCode, again.json<{ code: string }>().code]).toEqual([404, 'set-up-done']);
    expect(await app.get(SetUp).offerLink('http://tracker')).toBeUndefined();
  });

  test('of two who use the link at once only one sets up', async () => {
    const token = (await offer()).searchParams.get('token');
    const both = await Promise.all([post(token), post(token)]);
    expect(both.map((answer) => answer.statusCode).sort()).toEqual([204, 404]);
    expect(await database.rows(sql`SELECT id FROM account`)).toHaveLength(2);
  });

  test('a new start makes the older link void, and a guessed token is none', async () => {
    const older = (await offer()).searchParams.get('token');
    const newer = (await offer()).searchParams.get('token');
    expect((await post(older)).statusCode).toBe(404);
    expect((await post('A'.repeat(43))).statusCode).toBe(404);
    expect((await post(newer)).statusCode).toBe(204);
  });

  test('a refused password leaves the link good', async () => {
    const token = (await offer()).searchParams.get('token');
    const weak = await post(token, {
      office: { name: 'office1', displayName: '质强办', password: 'password2026' },
    });
    expect(weak.json()).toMatchObject({ code: 'weak-password' });
    const twice = await post(token, { office: { name: 'ROOT1', displayName: '质强办', password: PASSWORD } });
    expect(twice.json()).toMatchObject({ code: 'name-taken' });
    expect((await post(token)).statusCode).toBe(204);
  });

  test('the page posts by a script file of its own', async () => {
    const page = await app.inject({ url: '/setup?token=x' });
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self'/);
    expect(page.body).toMatch(/<script src="\/setup.js"><\/script>/);
    expect(page.body).not.toMatch(/<script>|onclick|style=/);
    const style = await app.inject({ url: '/setup.css' });
    expect(style.headers['content-type']).toBe('text/css; charset=utf-8');
    const script = await app.inject({ url: '/setup.js' });
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(() => new Script(script.body)).not.toThrow();
  });
});
