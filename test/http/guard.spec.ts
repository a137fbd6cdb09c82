import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PASSWORD, as, MORNING, openApp, type Agent } from '../support/app';
import { FixedClock } from '../../src/platform/clock/clock';
import type { Database } from '../../src/platform/database/database';
import { sql } from '../../src/platform/database/sql';
import { onDatabase } from '../support/databases';
import { ScratchController } from './scratch.controller';

/** Every route of the server that answers without a session. */
const OPEN = [
  'GET /api/docs',
  'GET /api/health',
  'GET /api/openapi.json',
  'GET /setup',
  'GET /setup.css',
  'GET /setup.js',
  'POST /api/session',
  'POST /api/setup',
];

onDatabase('sqlite', 'the door', (open) => {
  const clock = new FixedClock(new Date(MORNING));
  let database: Database;
  let app: NestFastifyApplication;
  let agent: Agent;

  beforeAll(async () => {
    database = await open();
    app = await openApp(database, { clock, controllers: [ScratchController] });
    agent = await as(app, 'viewer');
  });
  afterAll(() => app.close());

  test('every route asks for a session, save the few that are open', async () => {
    const answered: string[] = [];
    const routes = routesOf(app);
    expect(routes.length).toBeGreaterThan(20);
    for (const { method, url } of routes) {
      const answer = await app.inject({
        method,
        url: url.replaceAll(/:\w+/g, '1'),
        payload: method === 'GET' ? undefined : {},
      });
      if (answer.statusCode !== 401 || answer.json<{ code: string }>().code !== 'signed-out')
        answered.push(`${method} ${url}`);
    }
    expect(answered.filter((route) => !route.startsWith('GET /api/docs/')).sort()).toEqual(OPEN);
  });

  test('a route that declares nothing exists for nobody', async () => {
    expect((await agent.get('/api/scratch/undeclared')).statusCode).toBe(404);
  });

  test('a route whose permission the post lacks answers like an unknown address', async () => {
    const forbidden = (await agent.get('/api/scratch/audit-only')).json<Record<string, unknown>>();
    const unknown = (await agent.get('/api/scratch-nothing')).json<Record<string, unknown>>();
    expect({ ...forbidden, instance: '', requestId: '' }).toEqual({
      ...unknown,
      instance: '',
      requestId: '',
    });
    expect((await (await as(app, 'auditor')).get('/api/scratch/audit-only')).statusCode).toBe(200);
  });

  test('whoever asks for what is not theirs stands in the record, once a minute however often they ask', async () => {
    const [curious, other] = [await as(app, 'viewer'), await as(app, 'viewer')];
    const { name, id } = curious.session.account;
    const refusals = () =>
      database.rows(sql`SELECT action, subject_id AS "subjectId", facts FROM audit
                         WHERE actor = ${name} AND action = 'request.refused' ORDER BY id`);
    await curious.get('/api/session');
    await curious.get('/api/no-such-address');
    expect(await refusals()).toEqual([]);
    await curious.get('/api/scratch/audit-only?secret=1');
    const entry = (path: string) => ({
      action: 'request.refused',
      subjectId: id,
      facts: JSON.stringify({ method: 'GET', path }),
    });
    expect(await refusals()).toEqual([entry('/api/scratch/audit-only')]);
    for (let n = 0; n < 20; n += 1) await curious.get('/api/scratch/audit-only');
    await other.get('/api/scratch/audit-only');
    expect(await refusals()).toHaveLength(1);
    clock.advance(60_000);
    await curious.get('/api/scratch/undeclared');
    expect(await refusals()).toEqual([entry('/api/scratch/audit-only'), entry('/api/scratch/undeclared')]);
  });

  test.each([
    '',
    'session=',
    'session=x',
    `session=${'A'.repeat(43)}`,
    `session=${'A'.repeat(5000)}`,
    'session=%00; session=1',
  ])('the cookie %.30s opens nothing', async (cookie) => {
    expect((await app.inject({ url: '/api/session', headers: { cookie } })).statusCode).toBe(401);
  });

  test.each<[string, Record<string, string>]>([
    ['without a token', { 'x-csrf-token': '' }],
    ['with another token', { 'x-csrf-token': 'A'.repeat(43) }],
    ['from another site', { origin: 'https://evil.example' }],
    ['from an opaque origin', { origin: 'null' }],
    ['marked cross-site by the browser', { 'sec-fetch-site': 'cross-site' }],
    ['marked same-site by the browser', { 'sec-fetch-site': 'same-site' }],
  ])('a change %s is refused', async (_, headers) => {
    const answer = await agent.post('/api/scratch/forms', { title: 'a' }, headers);
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'foreign-request' });
  });

  test.each<[string, Record<string, string>]>([
    ['by the public address', { origin: 'http://127.0.0.1:0', 'sec-fetch-site': 'same-origin' }],
    ['by the address the browser used', { origin: 'http://10.1.2.3:3000', host: '10.1.2.3:3000' }],
  ])('a change from our own page passes %s', async (_, headers) => {
    expect((await agent.post('/api/scratch/forms', { title: 'a' }, headers)).statusCode).toBe(200);
  });

  test('nobody can be signed in from another site', async () => {
    const payload = { name: agent.session.account.name, password: PASSWORD };
    const headers = { origin: 'https://evil.example' };
    expect((await app.inject({ method: 'POST', url: '/api/session', payload, headers })).statusCode).toBe(
      403,
    );
  });

  test('answers forbid scripts from elsewhere, framing and caching', async () => {
    const { headers } = await app.inject({ url: '/api/health' });
    expect(headers['content-security-policy']).toMatch(
      /default-src 'self';script-src 'self';style-src 'self';/,
    );
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  test('a sane request id is kept, any other replaced', async () => {
    const answer = async (id: string) =>
      (await app.inject({ url: '/api/health', headers: { 'x-request-id': id } })).headers['x-request-id'];
    expect(await answer('proxy-12345')).toBe('proxy-12345');
    expect(await answer('<script>')).toMatch(/^[\da-f-]{36}$/);
  });
});

onDatabase('sqlite', 'behind TLS', (open) => {
  test('the cookie is Secure and pinned to the host, and HSTS is on', async () => {
    const app = await openApp(await open(), { env: { PUBLIC_URL: 'https://tracker.example' } });
    const agent = await as(app, 'viewer');
    expect(agent.cookie).toMatch(/^__Host-session=/);
    const answer = await agent.delete('/api/session', { origin: 'https://tracker.example' });
    expect(answer.statusCode).toBe(204);
    expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-session=; .*Secure/);
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=/);
    await app.close();
  });
});

interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  url: string;
}

/** Read from the router itself, so that no route can hide from the test. */
function routesOf(app: NestFastifyApplication): Route[] {
  const tree = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const routes: Route[] = [];
  const path: string[] = [];
  for (const line of tree.split('\n')) {
    const found = /^((?:[│ ] {3})*)[├└]── (\S*)(?: \((.+)\))?$/.exec(line);
    if (!found) continue;
    const depth = (found[1] ?? '').length / 4;
    path.splice(depth, path.length, found[2] ?? '');
    for (const method of (found[3] ?? '').split(', ')) {
      if (method && method !== 'HEAD' && method !== 'OPTIONS')
        routes.push({ method, url: path.join('') } as Route);
    }
  }
  return routes;
}
