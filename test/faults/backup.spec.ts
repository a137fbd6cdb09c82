import { rmSync } from 'node:fs';
import { DataSource } from 'typeorm';
import { Client } from 'pg';
import { BuiltServer, type Home, newHome } from '../support/built-server';
import { setTimeout as sleep } from 'node:timers/promises';
import { pensOf } from './load';
import { brokenPromises } from './promises';
import { furnish, look, MORNING_OF_THE_14TH, staffOf } from './quarter';
import { sql } from '../../src/platform/database/sql';

const env = { CLOCK_AT: MORNING_OF_THE_14TH };

describe.each(['sqlite', 'postgres'] as const)('a backup of %s taken under load', (dialect) => {
  let home: Home;
  let restored: Home;
  beforeAll(async () => {
    [home, restored] = [await newHome(dialect), await newHome(dialect)];
  });
  afterAll(async () => {
    await home.drop();
    await restored.drop();
  });

  test('restored, keeps every promise and everything acknowledged before it, and is worked on', async () => {
    const staff = await furnish(home, (quarter) => staffOf(quarter, ['gxj', 'fgw', 'nyncj']));
    const server = await BuiltServer.start(home, env);
    const pens = await pensOf(staff, [server.url]);
    let running = true;
    const writing = Promise.all(pens.map((pen) => pen.writeWhile(() => running)));
    await sleep(600);
    const before = pens.flatMap((pen) => pen.acknowledged);
    await backUp(home, restored);
    await sleep(200);
    running = false;
    await writing;
    for (const pen of pens) await pen.settle();
    await server.stop();

    const kept = (await look<{ text: string }>(restored, sql`SELECT progress AS text FROM report`)).map(
      ({ text }) => text,
    );
    expect(before.length).toBeGreaterThan(5);
    expect(kept).toEqual(expect.arrayContaining(before));
    expect(await brokenPromises(restored)).toEqual([]);

    const next = await BuiltServer.start(restored, env);
    const owed = await look<{ id: number; version: number }>(
      restored,
      sql`SELECT d.id, d.version FROM duty d JOIN unit u ON u.id = d.unit_id WHERE u.code = 'gxj' ORDER BY d.id DESC LIMIT 1`,
    );
    const [pen] = await pensOf([{ code: 'gxj', name: staff[0]?.name ?? '', owed }], [next.url]);
    let once = true;
    await pen?.writeWhile(() => once && !(once = false));
    await next.stop();
    expect([pen?.acknowledged.length, pen?.surprises]).toEqual([1, []]);
    expect(await brokenPromises(restored)).toEqual([]);
  }, 120_000);
});

/** As README says: `VACUUM INTO` beside the running server; for PostgreSQL one snapshot of all tables, which is what pg_dump takes. */
async function backUp(from: Home, to: Home): Promise<void> {
  if (from.place.dialect === 'sqlite' && to.place.dialect === 'sqlite') {
    rmSync(to.place.file, { force: true });
    const source = await new DataSource({
      type: 'sqlite',
      database: from.place.file,
      busyTimeout: 5_000,
    }).initialize();
    await source.query(`VACUUM INTO '${to.place.file}'`);
    await source.destroy();
  }
  if (from.place.dialect === 'postgres' && to.place.dialect === 'postgres')
    await copy(from.place.url, to.place.url);
}

async function copy(from: string, to: string): Promise<void> {
  const [source, target] = [new Client(from), new Client(to)];
  await source.connect();
  await target.connect();
  await source.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await target.query('BEGIN');
  await target.query('SET LOCAL session_replication_role = replica'); // rows come table by table, references after them
  for (const { name } of (await source.query<{ name: string }>(TABLES)).rows) {
    await target.query(`DELETE FROM ${name}`);
    const { rows } = await source.query<{ rows: string | null }>(
      `SELECT json_agg(t)::text AS rows FROM ${name} t`,
    );
    const values = [rows[0]?.rows ?? '[]'];
    await target.query(
      `INSERT INTO ${name} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::${name}, $1)`,
      values,
    );
  }
  for (const { name } of (await source.query<{ name: string }>(KEYED)).rows) {
    await target.query(
      `SELECT setval(pg_get_serial_sequence('${name}', 'id'), (SELECT COALESCE(MAX(id), 1) FROM ${name}))`,
    );
  }
  await target.query('COMMIT');
  await source.end();
  await target.end();
}

const TABLES = `SELECT 'public.' || quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`;
const KEYED = `SELECT 'public.' || quote_ident(table_name) AS name FROM information_schema.columns
  WHERE table_schema = 'public' AND column_name = 'id' AND (is_identity = 'YES' OR column_default LIKE 'nextval%')`;
