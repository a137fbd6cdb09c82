import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { Database } from '../../src/platform/database/database';
import { sql } from '../../src/platform/database/sql';
import { eachDatabase, onDatabase } from '../support/databases';

const add = (db: Database, key: string) =>
  db.changed(sql`INSERT INTO setting (key, value) VALUES (${key}, ${''})`);
const keys = async (db: Database) =>
  (await db.rows<{ key: string }>(sql`SELECT key FROM setting ORDER BY key`)).map((row) => row.key);

eachDatabase('a unit of work', (open) => {
  let db: Database;
  beforeAll(async () => (db = await open()));
  beforeEach(() => db.write(() => db.changed(sql`DELETE FROM setting`)));

  test('200 at once: every acknowledged row is kept, every refused one leaves nothing', async () => {
    const one = (n: number) =>
      db.write(async () => {
        await add(db, `row-${n}`);
        await db.row(sql`SELECT count(*) AS n FROM setting`);
        if (n % 5 === 0) throw new Error('refused');
        return `row-${n}`;
      });
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, (_, n) => one(n)));
    const kept = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(kept).toHaveLength(160);
    expect(await keys(db)).toEqual(kept.sort());
  });

  test('a write inside a write joins it', async () => {
    const failing = db.write(async () => {
      await db.write(() => add(db, 'inner'));
      expect(await keys(db)).toEqual(['inner']);
      throw new Error('outer');
    });
    await expect(failing).rejects.toThrow('outer');
    expect(await keys(db)).toEqual([]);
  });

  test('a joined write that throws dooms the whole unit although it was caught', async () => {
    const doomed = db.write(async () => {
      await add(db, 'before');
      await db.write(() => Promise.reject(new Error('joined'))).catch(() => undefined);
    });
    await expect(doomed).rejects.toThrow('joined');
    expect(await keys(db)).toEqual([]);
  });

  test('a failed statement dooms the unit although it was caught, and nothing is sent after it', async () => {
    let after: unknown;
    const doomed = db.write(async () => {
      await add(db, 'a');
      await add(db, 'a').catch(() => undefined);
      after = await add(db, 'b').catch((error: unknown) => error);
    });
    await expect(doomed).rejects.toThrow(/UNIQUE|unique/);
    expect(String(after)).toContain('has already failed');
    expect(await keys(db)).toEqual([]);
  });

  test('nothing is sent after its end, neither through the gate nor through a manager kept back', async () => {
    let late: Promise<unknown> = Promise.resolve();
    let manager: EntityManager | undefined;
    await db.write(async () => {
      await add(db, 'in time');
      manager = db.manager;
      late = sleep(20).then(() => add(db, 'late'));
      late.catch(() => undefined);
    });
    await expect(late).rejects.toThrow('has ended');
    await db.write(async () => {
      await expect(manager?.query("INSERT INTO setting (key, value) VALUES ('late', '')")).rejects.toThrow(
        /has ended|already released/,
      );
    });
    expect(await keys(db)).toEqual(['in time']);
  });

  test('nothing joins or is planned after its end', async () => {
    let late: Promise<void> = Promise.resolve();
    const plan = (when: 'afterCommit' | 'beforeCommit') => () => {
      if (when === 'afterCommit') db.afterCommit(() => undefined);
      else db.beforeCommit('audit', () => Promise.resolve());
    };
    await db.write(async () => {
      await add(db, 'in time');
      late = sleep(20).then(async () => {
        await expect(db.write(() => add(db, 'late'))).rejects.toThrow('has ended');
        expect(plan('afterCommit')).toThrow('has ended');
        expect(plan('beforeCommit')).toThrow('has ended');
      });
    });
    await late;
  });

  test('two statements at once are refused together with the unit', async () => {
    const doomed = db.write(async () => {
      await Promise.allSettled([add(db, 'a'), add(db, 'b')]);
    });
    await expect(doomed).rejects.toThrow('two statements at once');
    expect(await keys(db)).toEqual([]);
  });

  test('a statement nobody waited for is not lost unseen', async () => {
    const doomed = db.write(() => {
      void add(db, 'a').catch(() => undefined);
      return Promise.resolve();
    });
    await expect(doomed).rejects.toThrow('still running');
    expect(await keys(db)).toEqual([]);
  });

  test('each callback keeps the async context of its caller', async () => {
    const request = new AsyncLocalStorage<number>();
    const woken: (number | undefined)[] = [];
    const one = (n: number) =>
      request.run(n, () =>
        db.write(async () => {
          await add(db, `row-${n}`);
          db.beforeCommit('audit', () => Promise.resolve(void woken.push(request.getStore())));
          db.afterCommit(() => woken.push(request.getStore()));
          return request.getStore();
        }),
      );
    const numbers = Array.from({ length: 20 }, (_, n) => n);
    expect(await Promise.all(numbers.map(one))).toEqual(numbers);
    expect(woken.sort((a = 0, b = 0) => a - b)).toEqual(numbers.flatMap((n) => [n, n]));
    expect(db.inWrite).toBe(false);
  });

  test('other readers see its rows only when it is committed', async () => {
    let seen: string[] = [];
    let look: () => void = () => undefined;
    const looking = new Promise<void>((resolve) => (look = resolve)).then(
      async () => (seen = await keys(db)),
    );
    await db.write(async () => {
      await add(db, 'a');
      look();
      await looking;
    });
    expect(seen).toEqual([]);
    expect(await keys(db)).toEqual(['a']);
  });

  test('its manager works on its connection; outside, the manager refuses changes', async () => {
    const insert = (manager: EntityManager) =>
      manager
        .createQueryBuilder()
        .insert()
        .into('setting', ['key', 'value'])
        .values({ key: 'm', value: '' })
        .execute();
    const failing = db.write(async () => {
      await insert(db.manager);
      expect(await keys(db)).toEqual(['m']);
      throw new Error('changed our mind');
    });
    await expect(failing).rejects.toThrow('changed our mind');
    expect(await keys(db)).toEqual([]);
    await expect(insert(db.manager)).rejects.toThrow(/readonly database|read-only transaction/);
  });

  test('nothing slow runs inside', async () => {
    await expect(db.write(() => db.slow(sql`SELECT 1 AS n`))).rejects.toThrow('nothing slow');
  });

  test('a COMMIT that fails is told to the caller, and later rows are kept', async () => {
    await db.write(() =>
      db.rows(
        sql`CREATE TABLE child (id integer, of_id integer REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED)`,
      ),
    );
    const orphan = db.write(() => db.changed(sql`INSERT INTO child (id, of_id) VALUES (1, 4711)`));
    await expect(orphan).rejects.toThrow(/foreign key/i);
    await db.write(() => add(db, 'later'));
    const another = await open({ place: db.place });
    expect(await keys(another)).toEqual(['later']);
    expect(await another.rows(sql`SELECT id FROM child`)).toEqual([]);
  });
});

onDatabase('sqlite', 'units of work', (open) => {
  test('take their turns in the order of their coming, one at a time', async () => {
    const db = await open();
    const order: string[] = [];
    const one = (n: number) =>
      db.write(async () => {
        order.push(`begin ${n}`);
        await db.row(sql`SELECT 1 AS n`);
        await sleep(5 - n);
        order.push(`end ${n}`);
      });
    await Promise.all([0, 1, 2, 3].map(one));
    expect(order).toEqual([0, 1, 2, 3].flatMap((n) => [`begin ${n}`, `end ${n}`]));
  });
});

onDatabase('postgres', 'units of work', (open) => {
  const step = (db: Database, key: string) =>
    db.changed(sql`UPDATE setting SET value = ${'x'} WHERE key = ${key}`);

  test('run in parallel', async () => {
    const db = await open();
    let arrived = 0;
    const meet = () =>
      db.write(async () => {
        arrived += 1;
        for (let waited = 0; arrived < 2 && waited < 2000; waited += 5) await sleep(5);
        return arrived;
      });
    expect(await Promise.all([meet(), meet()])).toEqual([2, 2]);
  });

  test('a unit that lost a deadlock is run again, whole', async () => {
    const db = await open();
    await db.write(async () => {
      await add(db, 'a');
      await add(db, 'b');
    });
    let runs = 0;
    let holding = 0;
    const cross = (first: string, second: string) =>
      db.write(async () => {
        runs += 1;
        await step(db, first);
        holding += 1;
        for (let waited = 0; holding < 2 && waited < 2000; waited += 5) await sleep(5);
        // a joined write is not run again by itself: its half of the unit would be missing
        await db.write(() => step(db, second));
        return 'done';
      });
    expect(await Promise.all([cross('a', 'b'), cross('b', 'a')])).toEqual(['done', 'done']);
    expect(runs).toBe(3);
  });

  test('a unit that loses again and again is given up after three more runs', async () => {
    const db = await open();
    let runs = 0;
    const hopeless = db.write(async () => {
      runs += 1;
      await db.rows(sql`DO $$ BEGIN RAISE EXCEPTION 'serialize' USING ERRCODE = '40001'; END $$`);
    });
    await expect(hopeless).rejects.toThrow('serialize');
    expect(runs).toBe(4);
  });
});
