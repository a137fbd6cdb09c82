import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../src/platform/database/database';
import { databaseCode } from '../../src/platform/database/database-error';
import { migrations } from '../../src/platform/database/migrations';
import { type Sql, sql } from '../../src/platform/database/sql';
import { runChild, startChild } from '../support/child';
import { eachDatabase, onDatabase } from '../support/databases';
import { dropPlace, fromSetup, newPlace } from '../support/places';
import { startPostgres } from '../support/servers';

const HAMMER = join(__dirname, 'hammer.ts');
const add = (db: Database, key: string, value = '') =>
  db.write(() => db.changed(sql`INSERT INTO setting (key, value) VALUES (${key}, ${value})`));
const keys = async (db: Database) =>
  (await db.rows<{ key: string }>(sql`SELECT key FROM setting ORDER BY key`)).map((row) => row.key);

eachDatabase('two processes', (open) => {
  test('start together on empty data, migrate once and keep every row of one another', async () => {
    const place = await newPlace(open.dialect, 'empty');
    const argument = JSON.stringify(place);
    const outputs = await Promise.all(
      ['server', 'cli'].map((name) => runChild(HAMMER, [argument, name, '150'])),
    );
    const acknowledged = outputs.flatMap((output) => JSON.parse(output) as string[]);
    const db = await open({ place });
    expect(acknowledged).toHaveLength(300);
    expect(await keys(db)).toEqual(acknowledged.sort());
    expect(await db.rows(sql`SELECT name FROM migrations`)).toHaveLength(migrations.length);
    await db.close();
    await dropPlace(place);
  });
});

onDatabase('sqlite', 'the side file', (open) => {
  test('lets one server in, and the command line beside it', async () => {
    const server = await open();
    await server.claimServer();
    const other = await open({ place: server.place });
    await expect(other.claimServer()).rejects.toThrow('已有一个正在运行的服务');
    await add(other, 'from the command line');
    await server.close();
    await expect(other.claimServer()).resolves.toBeUndefined();
  });

  test('falls to the next server when the first one is killed', async () => {
    const db = await open();
    const child = startChild(HAMMER, [JSON.stringify(db.place), 'serve']);
    await once(child.stdout, 'data');
    await expect(db.claimServer()).rejects.toThrow('已有一个正在运行的服务');
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect(db.claimServer()).resolves.toBeUndefined();
  });
});

onDatabase('postgres', 'claiming the server', (open) => {
  test('is free for any number of servers', async () => {
    const db = await open();
    const other = await open({ place: db.place });
    await expect(Promise.all([db.claimServer(), other.claimServer()])).resolves.toHaveLength(2);
  });
});

eachDatabase('a broken beginning', (open) => {
  test('a migration that fails in the middle leaves nothing of itself, and runs whole when it is mended', async () => {
    jest.spyOn(console, 'log').mockImplementation(); // TypeORM reports the failure there
    const place = await newPlace(open.dialect);
    const broken = {
      name: 'Broken',
      statements: ['CREATE TABLE half (id {id})', 'INSERT INTO missing VALUES (1)'],
    };
    await expect(open({ place, migrations: [...migrations, broken] })).rejects.toThrow(/missing/);
    const mended = {
      ...broken,
      statements: ['CREATE TABLE half (id {id}, n integer)', 'INSERT INTO half (n) VALUES (5)'],
    };
    const db = await open({ place, migrations: [...migrations, mended] });
    expect(await db.rows(sql`SELECT id, n FROM half`)).toEqual([{ id: 1, n: 5 }]);
    await db.close();
    await dropPlace(place);
  });

  test('after close nothing is written any more', async () => {
    const place = await newPlace(open.dialect);
    const db = await open({ place });
    await db.close();
    await expect(add(db, 'late')).rejects.toThrow();
    const again = await open({ place });
    expect(await keys(again)).toEqual([]);
    await again.close();
    await dropPlace(place);
  });
});

onDatabase('sqlite', 'every connection', (open) => {
  test('is safe against a power cut, checks references, and only the writer writes', async () => {
    const db = await open();
    const ask = async (read: <T>(query: Sql) => Promise<T[]>) => {
      const names = ['journal_mode', 'synchronous', 'foreign_keys', 'cache_size', 'temp_store', 'query_only'];
      const answers: unknown[] = [];
      for (const name of names) {
        const [row] = await read<Record<string, unknown>>(sql.raw(`PRAGMA ${name}`));
        answers.push(row?.[name]);
      }
      return answers;
    };
    expect(await db.write(() => ask((query) => db.rows(query)))).toEqual(['wal', 2, 1, -64_000, 2, 0]);
    expect(await ask((query) => db.rows(query))).toEqual(['wal', 2, 1, -64_000, 2, 1]);
    expect(await ask((query) => db.slow(query))).toEqual(['wal', 2, 1, -64_000, 2, 1]);
  });
});

onDatabase('sqlite', 'a broken writer', (open) => {
  test('a unit that could not begin is refused, and the next ones are kept', async () => {
    const db = await open();
    await db.write(() => db.rows(sql`ALTER TABLE gate RENAME TO gone`));
    await expect(add(db, 'no gate')).rejects.toThrow('no such table: gate');
    await expect(add(db, 'still no gate')).rejects.toThrow('no such table: gate');
    await repair(db);
    await Promise.all([add(db, 'first'), add(db, 'second')]);
    expect(await keys(await open({ place: db.place }))).toEqual(['first', 'second']);
  });

  const reason =
    process.platform !== 'linux' || process.getuid?.() !== 0 ? ' (skipped: needs root on Linux)' : '';
  const onLinuxAsRoot = reason ? test.skip : test;
  onLinuxAsRoot(
    `survives a full disk: refuses, and keeps every later row when there is room${reason}`,
    async () => {
      const disk = join(fromSetup('TEST_DIR'), 'small-disk');
      mkdirSync(disk, { recursive: true });
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk]);
      const place = { dialect: 'sqlite' as const, file: join(disk, 'full.sqlite') };
      const db = await Database.open({ place, entities: [], migrations });
      try {
        const acknowledged = await fill(db, join(disk, 'ballast'));
        await rm(join(disk, 'ballast'));
        await expect(db.write(() => Promise.reject(new Error('a refusal')))).rejects.toThrow('a refusal');
        for (const key of ['z1', 'z2']) await add(db, key);
        const other = await Database.open({ place, entities: [], migrations });
        expect(await keys(other)).toEqual([...acknowledged, 'z1', 'z2'].sort());
        expect(await other.row(sql`PRAGMA integrity_check`)).toEqual({ integrity_check: 'ok' });
        await other.close();
      } finally {
        await db.close();
        execFileSync('umount', [disk]);
      }
    },
  );

  /** Writes until the disk refuses; several at once, as a server would. Answers what was acknowledged. */
  async function fill(db: Database, ballast: string): Promise<string[]> {
    writeFileSync(ballast, Buffer.alloc(1_000_000));
    const acknowledged: string[] = [];
    const codes = new Set<string | undefined>();
    for (let round = 0; codes.size === 0 && round < 100; round += 1) {
      const names = [1, 2, 3].map((n) => `row-${round}-${n}`);
      const outcomes = await Promise.allSettled(names.map((key) => add(db, key, 'x'.repeat(30_000))));
      outcomes.forEach((outcome, n) => {
        if (outcome.status === 'fulfilled') acknowledged.push(names[n] ?? '');
        else codes.add(databaseCode(outcome.reason));
      });
    }
    expect([...codes]).toEqual(['SQLITE_FULL']);
    return acknowledged;
  }

  async function repair(db: Database): Promise<void> {
    const statements = ['ALTER TABLE gone RENAME TO gate'];
    const hand = await Database.open({
      place: db.place,
      entities: [],
      migrations: [...migrations, { name: 'Repair', statements }],
    });
    await hand.close();
  }
});

describe('a PostgreSQL restarted under load', () => {
  test('loses no acknowledged row, and the gate recovers by itself', async () => {
    const server = await startPostgres({ durable: true });
    const db = await Database.open({
      place: { dialect: 'postgres', url: server.url },
      entities: [],
      migrations,
    });
    try {
      const acknowledged: string[] = [];
      let refused = 0;
      let running = true;
      const unit = async (n: number): Promise<void> => {
        for (let turn = 0; running; turn += 1) {
          await add(db, `row-${n}-${turn}`).then(
            () => acknowledged.push(`row-${n}-${turn}`),
            () => (refused += 1),
          );
        }
      };
      const more = async () => {
        const enough = acknowledged.length + 20;
        while (acknowledged.length < enough) await sleep(5);
      };
      const load = Promise.all([1, 2, 3, 4].map(unit));
      await more();
      await server.restart();
      await more();
      running = false;
      await load;
      expect(refused).toBeGreaterThan(0);
      expect(await keys(db)).toEqual(expect.arrayContaining(acknowledged));
    } finally {
      await db.close();
      await server.stop();
    }
  });
});
