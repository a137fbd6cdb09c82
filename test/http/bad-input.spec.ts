import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { Database } from '../../src/platform/database/database';
import { migrations } from '../../src/platform/database/migrations';
import { sql } from '../../src/platform/database/sql';
import { furnish } from '../faults/quarter';
import { brokenPromises } from '../faults/promises';
import { FULL, ifMatch } from '../features/duties/reporting';
import type { Supervision } from '../features/supervision/supervision-app';
import { as } from '../support/app';
import { BuiltServer, Caller, type Home, newHome, type Reply } from '../support/built-server';
import { type Description, type Route, routesOf } from './interface';
import { anyBody } from './any-input';
import { type Wrong, wrongBodies } from './wrong-input';

/** Wednesday morning: leads' reports are three workdays late and have cases. */
const NOW = '2026-12-30T02:00:00.000Z';
/** What a refused request may leave behind: who came, how often, and that it was refused. */
const BESIDE_BUSINESS = [
  'audit',
  'gate',
  'idempotency',
  'session',
  'sweep',
  'throttle',
  'migrations',
  'sqlite_sequence',
];
const ROLES = ['office', 'unit', 'admin', 'office-head', 'auditor'] as const;
const LIFE_OF_A_PERSON = ['DELETE /api/session', 'PUT /api/session/password'];

describe.each(['sqlite', 'postgres'] as const)('bad input to the built server on %s', (dialect) => {
  let home: Home;
  let server: BuiltServer;
  let db: Database;
  let routes: Route[];
  let ids: Record<string, number>;
  const callers = new Map<string, Caller>();
  /** Who may ask for a route at all. */
  const allowed = new Map<string, Caller>();

  beforeAll(async () => {
    home = await newHome(dialect);
    const names = await furnish(home, prepare);
    db = await Database.open({ place: home.place, entities: [], migrations });
    server = await BuiltServer.start(home, { CLOCK_AT: NOW });
    for (const [role, name] of Object.entries(names))
      callers.set(role, await Caller.signIn(server.url, name));
    routes = routesOf((await new Caller(server.url).get('/api/openapi.json')).json<Description>());
    ids = await someIds();
    for (const route of routes) allowed.set(route.name, await callerFor(route));
  }, 120_000);
  afterAll(async () => {
    expect(await server.stop()).toBe('SIGTERM');
    expect(await brokenPromises(home)).toEqual([]);
    await db.close();
    await home.drop();
  });

  test.each(['wrong in one thing', 'mangled as a whole'])(
    'a body that is %s is refused on every route, and nothing changes',
    async (kind) => {
      const before = await digest();
      const answers = new Answers();
      await inParallel(
        routes.filter(({ body }) => body),
        async (route) => {
          const bodies = kind === 'mangled as a whole' ? MANGLED : wrongBodies(route.body ?? {});
          for (const wrong of bodies)
            answers.judge(route, wrong, await send(route, wrong.body), [400, 413, 415]);
        },
      );
      expect(answers.bad).toEqual([]);
      expect(answers.count).toBeGreaterThan(kind === 'mangled as a whole' ? 300 : 1500);
      expect(await digest()).toEqual(before);
    },
    120_000,
  );

  test('a body of the right form with whatever inside is done or refused in a sentence, never a failure', async () => {
    const answers = new Answers();
    const meant = routes.filter(({ name, body }) => body && !LIFE_OF_A_PERSON.includes(name));
    await inParallel(meant, async (route, n) => {
      for (const body of fc.sample(anyBody(route.body ?? {}), { seed: 20_191_225 + n, numRuns: 12 })) {
        answers.judge(route, { why: 'anything', body }, await send(route, body), 'anything foreseen');
      }
    });
    expect(answers.bad).toEqual([]);
  }, 120_000);

  test('an id that is none, or of another unit, names nothing, and nothing changes', async () => {
    const before = await digest();
    const answers = new Answers();
    const stranger = callers.get('stranger');
    await inParallel(
      routes.filter(({ path }) => path.includes('{id}')),
      async (route) => {
        for (const id of ['9007199254740993', '2147483648', '-1', '0', 'abc', '1.5', '%00', '..%2f1']) {
          const body = route.body && sampleOf(route);
          answers.judge(route, { why: id, body }, await send(route, body, { id }), [400, 404]);
        }
        if (!ofOneUnit(route)) return;
        answers.judge(
          route,
          { why: 'of another unit', body: {} },
          await send(route, sampleOf(route), {}, stranger),
          [404],
        );
      },
    );
    expect(answers.bad).toEqual([]);
    expect(await digest()).toEqual(before);
  }, 120_000);

  test('a list asked for in a wrong way says so', async () => {
    const answers = new Answers();
    await inParallel(
      routes.filter(({ method }) => method === 'GET'),
      async (route) => {
        const names = (route.operation.parameters ?? [])
          .filter((one) => one.in === 'query')
          .map(({ name }) => name);
        for (const name of names) {
          for (const query of WRONG_QUERIES.map((value) => `${name}${value}`)) {
            answers.judge(
              route,
              { why: query, body: undefined },
              await send(route, undefined, { query }),
              [400],
            );
          }
          for (const query of ODD_QUERIES.map((value) => `${name}=${value}`)) {
            answers.judge(
              route,
              { why: query, body: undefined },
              await send(route, undefined, { query }),
              'anything foreseen',
            );
          }
        }
        if (names.length === 0) return;
        for (const query of ['nothing=1', '__proto__=1', 'constructor[prototype]=1', 'id=1%20OR%201=1']) {
          answers.judge(
            route,
            { why: query, body: undefined },
            await send(route, undefined, { query }),
            [400],
          );
        }
      },
    );
    expect(answers.bad).toEqual([]);
    expect(answers.count).toBeGreaterThan(300);
  }, 120_000);

  test('a cookie that was tampered with opens nothing', async () => {
    const answers = new Answers();
    for (const cookie of [
      'session=',
      'session=%00',
      `session=${'A'.repeat(43)}`,
      `session=${'A'.repeat(8000)}`,
      'session=1; session=2',
      'session="}{"',
      '=; ;;',
    ]) {
      for (const route of routes.filter(({ path }) => path.startsWith('/api/duties')).slice(0, 6)) {
        const reply = await new Caller(server.url).send(route.method, pathOf(route), undefined, { cookie });
        answers.judge(route, { why: cookie, body: undefined }, reply, [401, 431]);
      }
    }
    expect(answers.bad).toEqual([]);
  });

  /** Reports in every state, an extension that waits, cases, an urge. */
  async function prepare(quarter: Supervision): Promise<Record<string, string>> {
    const gxj = await quarter.unit('gxj');
    const clerk = await quarter.office();
    await quarter.handedIn(gxj, 'industry-5', 'gxj');
    const returned = await quarter.handedIn(gxj, 'industry-6', 'gxj');
    await quarter.on(clerk, returned, 'return', { reasons: [{ code: 'vague', field: 'progress' }] });
    const { id } = await quarter.duty('industry-3', 'nyncj');
    const asked = { dutyIds: [id], newDueOn: '2026-12-31', reason: '数据未汇总' };
    await (await quarter.unit('nyncj')).post('/api/extensions', asked);
    for (const day of ['2026-12-28', '2026-12-29', '2026-12-30']) {
      await quarter.sweep(day, ['settle', 'remind', 'climb', 'cases', 'lights', 'deliver']);
    }
    const late = await quarter.unit('swj');
    const part = await quarter.db.row<{ id: number; version: number }>(sql`
      SELECT d.id, d.version FROM duty d JOIN unit u ON u.id = d.unit_id
       WHERE u.code = 'swj' AND d.role = 'support' ORDER BY d.id LIMIT 1`);
    await late.post(`/api/duties/${part?.id}/reports`, FULL, ifMatch(part?.version ?? 0));
    const names: Record<string, string> = {};
    for (const role of ROLES) {
      const unit = role === 'unit' ? 'gxj' : undefined;
      names[role] = (await as(quarter.world.app, role, unit)).session.account.name;
    }
    names.stranger = (await quarter.unit('lsglj')).session.account.name;
    return names;
  }

  /** The first role that is told what is wrong with its body rather than that there is no such route. */
  async function callerFor(route: Route): Promise<Caller> {
    for (const role of ROLES) {
      const caller = callers.get(role);
      if (!caller) continue;
      if (route.method !== 'GET' && !route.body) return caller;
      const probe = { query: 'no-such-field=1' };
      const reply = await send(route, route.body && { 'no-such-field': 1 }, route.body ? {} : probe, caller);
      if (reply.status !== 404) return caller;
    }
    return callers.get('office') ?? new Caller(server.url);
  }

  function send(
    route: Route,
    body: unknown,
    where: Where = {},
    caller = allowed.get(route.name),
  ): Promise<Reply> {
    const text = body instanceof Raw ? body.text : body === undefined ? undefined : JSON.stringify(body);
    const path = pathOf(route, where.id) + (where.query ? `?${where.query}` : '');
    const sender = caller ?? new Caller(server.url);
    const type = body instanceof Raw ? body.type : 'application/json';
    return sender.send(route.method, path, text, {
      'if-match': '1',
      ...(text !== undefined && { 'content-type': type }),
    });
  }

  /** Ids that exist, and none of them the stranger's. */
  function pathOf({ path }: Pick<Route, 'path'>, id?: string): string {
    const collection = path.split('/')[2] ?? '';
    return path
      .replace('{id}', id ?? String(ids[collection] ?? 1))
      .replace('{postId}', '1')
      .replace('{year}', '2027')
      .replace('{period}', '2027Q1')
      .replace('{key}', 'unknown-key');
  }

  async function someIds(): Promise<Record<string, number>> {
    const own = async (query: ReturnType<typeof sql>) => (await db.row<{ id: number }>(query))?.id ?? 0;
    const gxj = sql`(SELECT id FROM unit WHERE code = 'gxj')`;
    return {
      duties: await own(
        sql`SELECT id FROM duty WHERE unit_id = ${gxj} AND state = 'open' ORDER BY id LIMIT 1`,
      ),
      reports: await own(
        sql`SELECT r.id FROM report r JOIN duty d ON d.id = r.duty_id WHERE d.unit_id = ${gxj} ORDER BY r.id LIMIT 1`,
      ),
      reviews: await own(sql`SELECT id FROM review ORDER BY id LIMIT 1`),
      charges: await own(sql`SELECT id FROM charge WHERE unit_id = ${gxj} ORDER BY id LIMIT 1`),
      cases: await own(
        sql`SELECT id FROM supervision_case WHERE unit_id <> (SELECT id FROM unit WHERE code = 'lsglj') ORDER BY id LIMIT 1`,
      ),
      extensions: await own(sql`SELECT id FROM extension ORDER BY id LIMIT 1`),
      disputes: 1,
    };
  }

  const sampleOf = (route: Route): unknown =>
    route.body && fc.sample(anyBody(route.body), { seed: 7, numRuns: 1 })[0];
  const ofOneUnit = ({ path, method }: Route) =>
    /^\/api\/(duties|reports|charges|cases|extensions|reviews)\/\{id\}/.test(path) &&
    !(method === 'GET' && path.endsWith('/parts'));

  /** All rows of the business tables. */
  async function digest(): Promise<Record<string, string>> {
    const tables = await db.rows<{ name: string }>(
      dialect === 'sqlite'
        ? sql`SELECT name FROM sqlite_master WHERE type = 'table'`
        : sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    const digests: Record<string, string> = {};
    for (const { name } of tables.filter((table) => !BESIDE_BUSINESS.includes(table.name))) {
      const rows = await db.rows(sql`SELECT * FROM ${sql.raw(name)} ORDER BY 1`);
      digests[name] = `${rows.length} ${createHash('sha256').update(JSON.stringify(rows)).digest('hex')}`;
    }
    return digests;
  }
});

interface Where {
  id?: string;
  query?: string;
}

/** A body that no JSON.stringify writes. */
class Raw {
  constructor(
    readonly text: string,
    readonly type = 'application/json',
  ) {}
}

const MANGLED: Wrong[] = [
  new Raw('{"a":'),
  new Raw('{"__proto__":{"isAdmin":true}}'),
  new Raw('{"constructor":{"prototype":{"isAdmin":true}}}'),
  new Raw(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`),
  new Raw(`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
  new Raw('{"a":1e400}'),
  new Raw(JSON.stringify({ reason: '国'.repeat(360_000) })),
  new Raw('reason=x', 'application/x-www-form-urlencoded'),
  new Raw('--x\r\n\r\n--x--', 'multipart/form-data; boundary=x'),
  new Raw('{}', 'application/json; charset=utf-7; boundary=x'),
  new Raw('\u0000'),
  new Raw('null'),
  new Raw('{"kind":"full","kind":"nil","x":1}'),
].map((body) => ({ why: body.text.slice(0, 40), body }));

const WRONG_QUERIES = ['=%00', '[]=1&x=1', '=a&__proto__[x]=1'];
const ODD_QUERIES = [
  '',
  '-1',
  '9007199254740993',
  '1e3',
  'abc',
  '%27%3B%20DROP%20TABLE%20duty%3B--',
  '%25',
  '%EF%B8%8F',
  '2026-02-30',
  'a'.repeat(2000),
  'true',
  '%F0%A0%AE%B7',
  '0000-01-01',
  '9999-12-31',
];

/** What came back and should not have. */
class Answers {
  count = 0;
  readonly bad: string[] = [];

  judge(route: Route, { why, body }: Wrong, reply: Reply, expected: number[] | 'anything foreseen'): void {
    this.count += 1;
    const fine = expected === 'anything foreseen' ? reply.status < 500 : expected.includes(reply.status);
    if (!fine || (reply.status >= 400 && !isProblem(reply))) {
      const sent = body instanceof Raw ? '' : ` ${JSON.stringify(body)?.slice(0, 200)}`;
      this.bad.push(`${route.name} (${why})${sent} → ${reply.status} ${reply.text.slice(0, 300)}`);
    }
  }
}

/** A problem in Chinese that tells nothing of the machine. */
function isProblem(reply: Reply): boolean {
  if (!reply.headers.get('content-type')?.startsWith('application/problem+json')) return false;
  const { title, detail, status } = reply.json<{ title: string; detail: string; status: number }>();
  const chinese = /\p{Script=Han}/u.test(title) && /\p{Script=Han}/u.test(detail);
  return (
    chinese &&
    status === reply.status &&
    !/SQLITE|relation "|node_modules|TypeError|undefined|\[object/.test(reply.text)
  );
}

/** Four at a time: as many as a few people would send. */
async function inParallel<T>(all: readonly T[], use: (one: T, n: number) => Promise<void>): Promise<void> {
  const waiting = all.map((one, n) => [one, n] as const);
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await use(...next);
    }),
  );
}
