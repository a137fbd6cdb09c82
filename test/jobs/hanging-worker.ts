import { Database } from '../../src/platform/database/database';
import { migrations } from '../../src/platform/database/migrations';
import { openJobs } from './jobs-app';

/** A worker that takes a job, says so and never finishes it: to be killed. */
async function main([databaseUrl = '', redisUrl = '', prefix = '']: string[]): Promise<void> {
  const place = { dialect: 'postgres' as const, url: databaseUrl };
  const db = await Database.open({ place, entities: [], migrations });
  const run = (): Promise<number> => {
    process.stdout.write('working\n');
    return new Promise(() => undefined);
  };
  await openJobs(db, [{ name: 'work', queue: 'duties', everySeconds: 1, run }], {
    working: true,
    redis: { url: redisUrl, prefix },
  });
}

void main(process.argv.slice(2));
