import { createHash } from 'node:crypto';
import { Database } from '../../src/platform/database/database';
import { migrations } from '../../src/platform/database/migrations';
import { type Dialect, type Sql, sql } from '../../src/platform/database/sql';
import { brokenPromises } from '../faults/promises';
import { furnish } from '../faults/quarter';
import { FULL, ifMatch } from '../features/duties/reporting';
import type { Supervision } from '../features/supervision/supervision-app';
import { as } from '../support/app';
import { BuiltServer, Caller, type Home, newHome, type Reply } from '../support/built-server';
import { type Description, type Route, routesOf } from './interface';
import { Raw } from './wrong-input';

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

interface Where {
  id?: string;
  query?: string;
}

interface Inside {
  home: Home;
  server: BuiltServer;
  db: Database;
  callers: ReadonlyMap<string, Caller>;
  routes: readonly Route[];
  /** By the collection in the path. */
  ids: Record<string, number>;
}

/** The built server in the middle of its work, with somebody of every role at the door. */
export class BesiegedServer {
  /** Who may ask for a route at all. */
  private readonly allowed = new Map<string, Caller>();

  private constructor(private readonly inside: Inside) {}

  get routes(): readonly Route[] {
    return this.inside.routes;
  }

  static async open(dialect: Dialect): Promise<BesiegedServer> {
    const home = await newHome(dialect);
    const names = await furnish(home, furnishAndName);
    const db = await Database.open({ place: home.place, entities: [], migrations });
    const server = await BuiltServer.start(home, { CLOCK_AT: NOW });
    const callers = new Map<string, Caller>();
    for (const [role, name] of Object.entries(names))
      callers.set(role, await Caller.signIn(server.url, name));
    const routes = routesOf((await new Caller(server.url).get('/api/openapi.json')).json<Description>());
    const besieged = new BesiegedServer({ home, server, db, callers, routes, ids: await someIds(db) });
    for (const route of routes) besieged.allowed.set(route.name, await besieged.callerFor(route));
    return besieged;
  }

  /** Fails when a promise was broken meanwhile. */
  async close(): Promise<void> {
    expect(await this.inside.server.stop()).toBe('SIGTERM');
    expect(await brokenPromises(this.inside.home)).toEqual([]);
    await this.inside.db.close();
    await this.inside.home.drop();
  }

  /** A contact of a unit that has nothing to do with the ids in the paths. */
  get stranger(): Caller {
    return this.inside.callers.get('stranger') ?? this.anybody;
  }

  /** Somebody who never signed in. */
  get anybody(): Caller {
    return new Caller(this.inside.server.url);
  }

  /** The first role that is told what is wrong with its body rather than that there is no such route. */
  private async callerFor(route: Route): Promise<Caller> {
    for (const role of ROLES) {
      const caller = this.inside.callers.get(role);
      if (!caller) continue;
      if (route.method !== 'GET' && !route.body) return caller;
      const probe = { query: 'no-such-field=1' };
      const reply = await this.send(
        route,
        route.body && { 'no-such-field': 1 },
        route.body ? {} : probe,
        caller,
      );
      if (reply.status !== 404) return caller;
    }
    return this.inside.callers.get('office') ?? this.anybody;
  }

  send(
    route: Route,
    body: unknown,
    where: Where = {},
    caller = this.allowed.get(route.name) ?? this.anybody,
  ): Promise<Reply> {
    const text = body instanceof Raw ? body.text : body === undefined ? undefined : JSON.stringify(body);
    const path = this.pathOf(route, where.id) + (where.query ? `?${where.query}` : '');
    const type = body instanceof Raw ? body.type : 'application/json';
    return caller.send(route.method, path, text, {
      'if-match': '1',
      ...(text !== undefined && { 'content-type': type }),
    });
  }

  /** Ids that exist, and none of them the stranger's. */
  pathOf({ path }: Pick<Route, 'path'>, id?: string): string {
    const collection = path.split('/')[2] ?? '';
    return path
      .replace('{id}', id ?? String(this.inside.ids[collection] ?? 1))
      .replace('{year}', '2027')
      .replace('{period}', '2027Q1')
      .replace('{key}', 'unknown-key')
      .replaceAll(/\{\w+\}/g, '1');
  }

  /** All rows of the business tables. */
  async digest(): Promise<Record<string, string>> {
    const tables = await this.inside.db.rows<{ name: string }>(
      this.inside.db.dialect === 'sqlite'
        ? sql`SELECT name FROM sqlite_master WHERE type = 'table'`
        : sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    const digests: Record<string, string> = {};
    for (const { name } of tables.filter((table) => !BESIDE_BUSINESS.includes(table.name))) {
      const rows = await this.inside.db.rows(sql`SELECT * FROM ${sql.raw(name)} ORDER BY 1`);
      digests[name] = `${rows.length} ${createHash('sha256').update(JSON.stringify(rows)).digest('hex')}`;
    }
    return digests;
  }
}

/** Reports in every state, an extension that waits, cases, an urge. */
async function furnishAndName(quarter: Supervision): Promise<Record<string, string>> {
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

async function someIds(db: Database): Promise<Record<string, number>> {
  const own = async (query: Sql) => (await db.row<{ id: number }>(query))?.id ?? 0;
  const gxj = sql`(SELECT id FROM unit WHERE code = 'gxj')`;
  return {
    duties: await own(sql`SELECT id FROM duty WHERE unit_id = ${gxj} AND state = 'open' ORDER BY id LIMIT 1`),
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
