import { join } from 'node:path';
import { SetUp } from './accounts/set-up.service';
import { AppModule } from './app.module';
import { PlanReading } from './plan/plan-reading.service';
import { readSeedFiles } from './plan/seed-files';
import { SeedingService } from './plan/seeding.service';
import { sayProblem } from './plan/yaml-reader';
import { type Config, readConfig } from './platform/config/config';
import { Database } from './platform/database/database';
import { createServer } from './platform/http/server';
import { Jobs, type JobsOptions } from './platform/jobs/jobs';
import type { Find } from './platform/jobs/sweep';
import { sayError, UserError } from './tracker';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const app = await createServer(AppModule.forRoot(config), config);
  const find: Find = (service) => app.get(service, { strict: false });
  try {
    // SIGTERM: open requests and jobs are finished, then the database is closed
    app.enableShutdownHooks();
    await find(Database).claimServer();
    await putModelPlanOnRecord(find);
    await app.listen(config.PORT, config.HOST);
    // a clock that stands (the demonstration) has no recurring work
    if (!config.CLOCK_AT) await find(Jobs).start(jobsOf(config));
    const url = config.PUBLIC_URL ? config.publicUrl : await app.getUrl();
    const link = await find(SetUp).offerLink(url);
    console.log(`责任台账已启动:${url}(接口说明 ${url}/api/docs)`);
    if (link) console.log(`首次使用,请打开此链接设置账号(仅可使用一次):${link}`);
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** On the first start alone: afterwards the plan is the office's, and `cli seed` is how files come in again. */
async function putModelPlanOnRecord(find: Find): Promise<void> {
  if ((await find(PlanReading).plans()).length > 0) return;
  const read = readSeedFiles(join(__dirname, '..', 'seeds'));
  if (!read.ok)
    throw new UserError(['种子文件有误,未录入任何内容:', ...read.problems.map(sayProblem)].join('\n'));
  await find(SeedingService).seedPlan(read.seeds);
}

function jobsOf({ REDIS_URL: url, RUN_WORKERS: working }: Config): JobsOptions {
  return { working, redis: url ? { url, prefix: 'tracker' } : undefined };
}

main().catch((error: unknown) => {
  console.error(sayError(error));
  process.exitCode = 1;
});
