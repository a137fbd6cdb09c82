import { once } from 'node:events';
import type { INestApplicationContext } from '@nestjs/common';
import { type Config, readConfig } from './platform/config/config';
import { Jobs } from './platform/jobs/jobs';
import { openTracker, sayError, UserError } from './tracker';

/** Does the recurring work of a server that serves people alone (RUN_WORKERS=false). No HTTP. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  if (config.place.dialect === 'sqlite') {
    throw new UserError(
      'worker 需要 PostgreSQL(DATABASE_URL):使用 SQLite 时定时工作由服务进程自己执行,不必另起 worker。',
    );
  }
  const tracker = await openTracker(config);
  try {
    await work(tracker, config);
  } finally {
    await tracker.close();
  }
}

/** Until it is told to stop; the job under way is finished first. */
async function work(tracker: INestApplicationContext, { REDIS_URL: url }: Config): Promise<void> {
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await tracker.get(Jobs).start({ working: true, redis: url ? { url, prefix: 'tracker' } : undefined });
  console.log(`worker 已启动,${url ? '从 Redis 队列领取' : '自行执行'}定时工作。`);
  await stopped;
}

main().catch((error: unknown) => {
  console.error(sayError(error));
  process.exitCode = 1;
});
