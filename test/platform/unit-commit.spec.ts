import { Logger } from '@nestjs/common';
import type { Database } from '../../src/platform/database/database';
import { sql } from '../../src/platform/database/sql';
import { eachDatabase } from '../support/databases';

const add = (db: Database, key: string) =>
  db.changed(sql`INSERT INTO setting (key, value) VALUES (${key}, ${''})`);
const keys = async (db: Database) =>
  (await db.rows<{ key: string }>(sql`SELECT key FROM setting ORDER BY key`)).map((row) => row.key);

eachDatabase('a unit of work', (open) => {
  let db: Database;
  beforeAll(async () => (db = await open()));
  beforeEach(() => db.write(() => db.changed(sql`DELETE FROM setting`)));

  describe('before the commit', () => {
    test('each key runs once, as the last statement, and what it asks for as well', async () => {
      const order: string[] = [];
      await db.write(async () => {
        for (const n of [1, 2]) {
          await db.write(async () => {
            db.beforeCommit('audit', async () => {
              order.push(`audit of ${n}`);
              await add(db, 'audit');
              db.beforeCommit('checkpoint', () => Promise.resolve(void order.push('checkpoint')));
            });
            await add(db, `row-${n}`);
            order.push(`row ${n}`);
          });
        }
      });
      expect(order).toEqual(['row 1', 'row 2', 'audit of 1', 'checkpoint']);
      expect(await keys(db)).toEqual(['audit', 'row-1', 'row-2']);
    });

    test('a failure there undoes the unit', async () => {
      const unaudited = db.write(async () => {
        db.beforeCommit('audit', () => Promise.reject(new Error('no audit')));
        await add(db, 'a');
      });
      await expect(unaudited).rejects.toThrow('no audit');
      expect(await keys(db)).toEqual([]);
    });
  });

  describe('after the commit', () => {
    test('wake-ups find the rows stored, and may write themselves', async () => {
      let woken: Promise<unknown> = Promise.resolve();
      await db.write(async () => {
        db.afterCommit(() => (woken = db.write(() => add(db, 'woken'))));
        await add(db, 'a');
      });
      await woken;
      expect(await keys(db)).toEqual(['a', 'woken']);
    });

    test('a rollback drops them', async () => {
      const woken: string[] = [];
      const failing = db.write(async () => {
        db.afterCommit(() => woken.push('woken'));
        await add(db, 'a');
        throw new Error('refused');
      });
      await expect(failing).rejects.toThrow('refused');
      expect(woken).toEqual([]);
    });

    test('their errors are logged and hurt nobody', async () => {
      const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
      const written = db.write(async () => {
        db.afterCommit(() => {
          throw new Error('queue is down');
        });
        db.afterCommit(() => Promise.reject(new Error('queue is down')));
        await add(db, 'a');
      });
      await expect(written).resolves.toBeUndefined();
      expect(logged).toHaveBeenCalledTimes(2);
      logged.mockRestore();
      expect(await keys(db)).toEqual(['a']);
    });
  });
});
