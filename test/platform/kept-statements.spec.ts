import type { QueryFailedError } from 'typeorm';
import { sql } from '../../src/platform/database/sql';
import { onDatabase } from '../support/databases';

onDatabase('sqlite', 'kept statements', (open) => {
  it('answers more different statements at once than it keeps, and closes afterwards', async () => {
    const db = await open();
    const numbers = Array.from({ length: 700 }, (_, n) => n);
    const ask = (n: number) => db.row<{ n: number }>(sql`SELECT ${sql.raw(String(n))} AS n`);
    const answers = await Promise.all([...numbers, ...numbers].map(ask));
    expect(answers.map((row) => row?.n)).toEqual([...numbers, ...numbers]);
    await db.close();
  });

  it('gives each of several callers of one statement the rows of its own values', async () => {
    const db = await open();
    const ask = (n: number) => db.row<{ n: number }>(sql`SELECT ${n} AS n`);
    const answers = await Promise.all([1, 2, 3, 4].map(ask));
    expect(answers).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
  });

  it('tells everybody who waits that a statement cannot be compiled, and compiles it once it can be', async () => {
    const db = await open();
    const ask = () => db.rows<{ n: number }>(sql`SELECT n FROM later`);
    const asked = await Promise.allSettled([ask(), ask(), ask()]);
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await db.write(async () => {
      await db.rows(sql`CREATE TABLE later (n integer)`);
    });
    await expect(ask()).resolves.toEqual([]);
  });

  it('keeps a statement usable after one of its calls failed', async () => {
    const db = await open();
    const insert = (key: string) =>
      db.write(() => db.changed(sql`INSERT INTO setting (key, value) VALUES (${key}, '1')`));
    await insert('a');
    await expect(insert('a')).rejects.toThrow('UNIQUE');
    await expect(insert('b')).resolves.toBe(1);
  });

  it('leaves what was typed out of the trace of an error', async () => {
    const db = await open();
    const failing = db.write(() =>
      db.changed(sql`INSERT INTO setting (key, value) VALUES (${'不公开的内容'}, NULL)`),
    );
    const error: unknown = await failing.catch((caught: unknown) => caught);
    expect((error as QueryFailedError).driverError.stack).toContain('NOT NULL');
    expect((error as QueryFailedError).driverError.stack).not.toContain('不公开的内容');
  });
});
