import { sql } from '../../src/platform/database/sql';
import { eachDatabase } from '../support/databases';
import type { Database } from '../../src/platform/database/database';

describe('a piece of SQL', () => {
  test('numbers its values in order, also those of pieces set into it', () => {
    const of = (unit: number) => sql`unit_id = ${unit}`;
    const query = sql`SELECT 1 FROM duty WHERE ${sql.join([of(7), of(8)], ' OR ')} AND state = ${'open'}`;
    expect(query.render('postgres')).toEqual({
      text: 'SELECT 1 FROM duty WHERE unit_id = $1 OR unit_id = $2 AND state = $3',
      values: [7, 8, 'open'],
    });
    expect(query.render('sqlite').text).toBe(
      'SELECT 1 FROM duty WHERE unit_id = ?1 OR unit_id = ?2 AND state = ?3',
    );
  });

  test('carries instants and flags in the form of the columns', () => {
    const at = new Date('2026-12-25T01:00:00Z');
    expect(sql`${at} ${true} ${false} ${null}`.render('sqlite').values).toEqual([
      '2026-12-25T01:00:00.000Z',
      1,
      0,
      null,
    ]);
  });

  test.each([undefined, NaN, Infinity])('refuses %s as a value', (value) => {
    expect(() => sql`SELECT ${value as unknown as number}`).toThrow('not a value for SQL');
  });

  test('keeps hostile text in the values', () => {
    const { text, values } = sql`SELECT ${"'; DROP TABLE duty; --"}`.render('postgres');
    expect([text, values]).toEqual(['SELECT $1', ["'; DROP TABLE duty; --"]]);
  });
});

eachDatabase('rows and changed', (open) => {
  let db: Database;
  beforeAll(async () => {
    db = await open();
    await db.write(() =>
      db.rows(sql`CREATE TABLE pot (id integer PRIMARY KEY, name varchar(20) UNIQUE, big bigint)`),
    );
  });
  beforeEach(() => db.write(() => db.changed(sql`DELETE FROM pot`)));
  const add = (id: number, name: string) => sql`INSERT INTO pot (id, name) VALUES (${id}, ${name})`;

  test('INSERT … RETURNING answers the new rows, each time its own', async () => {
    await db.write(async () => {
      expect(await db.rows(sql`${add(1, 'a')} RETURNING id, name`)).toEqual([{ id: 1, name: 'a' }]);
      expect(await db.rows(sql`${add(2, 'b')} RETURNING id, name`)).toEqual([{ id: 2, name: 'b' }]);
    });
  });

  test('ON CONFLICT DO NOTHING … RETURNING answers only what is new', async () => {
    await db.write(async () => {
      await db.changed(add(1, 'a'));
      const both = sql`INSERT INTO pot (id, name) VALUES ${sql.join([sql.list([1, 'a']), sql.list([2, 'b'])])}`;
      expect(await db.rows(sql`${both} ON CONFLICT (name) DO NOTHING RETURNING id`)).toEqual([{ id: 2 }]);
      expect(await db.rows(sql`${both} ON CONFLICT (name) DO NOTHING RETURNING id`)).toEqual([]);
      expect(await db.changed(sql`${both} ON CONFLICT (name) DO NOTHING`)).toBe(0);
    });
  });

  test('UPDATE and DELETE answer their rows, or how many they touched', async () => {
    await db.write(async () => {
      expect(
        await db.changed(sql`
        insert into pot (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c')`),
      ).toBe(3);
      expect(await db.rows(sql`UPDATE pot SET name = ${'z'} WHERE id = ${2} RETURNING name`)).toEqual([
        { name: 'z' },
      ]);
      expect(await db.changed(sql`UPDATE pot SET big = ${1} WHERE id > ${1}`)).toBe(2);
      expect(await db.changed(sql`UPDATE pot SET big = ${1} WHERE id > ${9}`)).toBe(0);
      expect(await db.rows(sql`DELETE FROM pot WHERE id = ${1} RETURNING id`)).toEqual([{ id: 1 }]);
      expect(await db.changed(sql`DELETE FROM pot`)).toBe(2);
    });
  });

  test('counts, sums, averages, big integers and truth values are plain numbers', async () => {
    await db.write(() =>
      db.changed(sql`INSERT INTO pot (id, name, big) VALUES (1, 'a', ${2 ** 53 - 1}), (3, 'b', ${0})`),
    );
    const select = sql`SELECT count(*) AS n, sum(id) AS total, avg(id) AS mean, max(big) AS big, max(id) > 2 AS many FROM pot`;
    const expected = [{ n: 2, total: 4, mean: 2, big: 2 ** 53 - 1, many: 1 }];
    expect(await db.rows(select)).toEqual(expected);
    expect(await db.slow(select)).toEqual(expected);
    expect(await db.write(() => db.rows(select))).toEqual(expected);
  });

  test('typed values have their type where the context gives none', async () => {
    const select = sql`SELECT ${sql.int(7)} AS n, ${sql.text('2026-12-25')} AS day, ${sql.int(null)} AS none`;
    expect(await db.row(select)).toEqual({ n: 7, day: '2026-12-25', none: null });
  });

  test('an empty list matches nothing, IN as NOT IN', async () => {
    await db.write(() => db.changed(add(1, 'a')));
    expect(await db.rows(sql`SELECT id FROM pot WHERE id IN ${sql.list([])}`)).toEqual([]);
    expect(await db.rows(sql`SELECT id FROM pot WHERE id NOT IN ${sql.list([])}`)).toEqual([]);
    expect(await db.rows(sql`SELECT id FROM pot WHERE id IN ${sql.list([1, 2])}`)).toEqual([{ id: 1 }]);
  });

  test('row answers the first row or undefined', async () => {
    await db.write(() => db.changed(add(1, 'a')));
    expect(await db.row(sql`SELECT name FROM pot ORDER BY id`)).toEqual({ name: 'a' });
    expect(await db.row(sql`SELECT name FROM pot WHERE id = ${9}`)).toBeUndefined();
  });

  test('nothing is changed outside a write', async () => {
    await expect(db.changed(add(1, 'a'))).rejects.toThrow('needs an open write');
    await expect(db.rows(add(1, 'a'))).rejects.toThrow(/readonly database|read-only transaction/);
    await expect(db.slow(add(1, 'a'))).rejects.toThrow(/readonly database|read-only transaction/);
    expect(await db.rows(sql`SELECT id FROM pot`)).toEqual([]);
  });

  test.each(['BEGIN', ' rollback', '\nSAVEPOINT x', 'COMMIT;'])(
    '%j is refused, inside a write and outside',
    async (text) => {
      await expect(db.rows(sql.raw(text))).rejects.toThrow('Database.write alone');
      await expect(db.write(() => db.rows(sql.raw(text)))).rejects.toThrow('Database.write alone');
    },
  );

  test('changed refuses what it could not count', async () => {
    await expect(db.write(() => db.changed(sql`WITH x AS (SELECT 1) DELETE FROM pot`))).rejects.toThrow(
      'RETURNING',
    );
  });
});
