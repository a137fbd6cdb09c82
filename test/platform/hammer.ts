/**
 * A process that opens the place it is given (JSON) and writes `count` settings in as many units, each reading
 * before it writes; prints the keys that were acknowledged. With `serve` it claims the server's place and waits.
 */
import { Database } from '../../src/platform/database/database';
import { migrations } from '../../src/platform/database/migrations';
import type { DatabasePlace } from '../../src/platform/database/sources';
import { sql } from '../../src/platform/database/sql';

async function main([place = '', name = '', count = '0']: string[]): Promise<void> {
  const db = await Database.open({ place: JSON.parse(place) as DatabasePlace, entities: [], migrations });
  if (name === 'serve') {
    await db.claimServer();
    process.stdout.write('serving\n');
    setInterval(() => undefined, 60_000);
    return;
  }
  const write = async (n: number): Promise<string> => {
    const key = `${name}-${n}`;
    await db.write(async () => {
      await db.row(sql`SELECT count(*) AS n FROM setting`);
      await db.changed(sql`INSERT INTO setting (key, value) VALUES (${key}, ${''})`);
    });
    return key;
  };
  const keys = await Promise.all(Array.from({ length: Number(count) }, (_, n) => write(n)));
  await db.close();
  process.stdout.write(JSON.stringify(keys));
}

void main(process.argv.slice(2));
