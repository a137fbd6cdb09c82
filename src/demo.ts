import { Accounts } from './accounts/accounts.service';
import { AppModule } from './app.module';
import { readConfig } from './platform/config/config';
import { Database } from './platform/database/database';
import { createServer } from './platform/http/server';
import { prepareDemonstration, STANDS_AT } from './simulation/demonstration';
import { PASSWORD } from './simulation/play';
import { sayError } from './tracker';

/** A living tracker for a newcomer: two and a half simulated years, the clock standing, no recurring work. */
async function main(): Promise<void> {
  const { PORT, HOST, PUBLIC_URL, LOG_LEVEL, DATA_DIR = 'data/demo' } = process.env;
  const config = readConfig({ PORT, HOST, PUBLIC_URL, LOG_LEVEL, DATA_DIR, CLOCK_AT: STANDS_AT });
  await prepareDemonstration(config.DATA_DIR, (line) => console.log(line));
  const app = await createServer(AppModule.forRoot(config), config);
  try {
    app.enableShutdownHooks();
    await app.get(Database).claimServer();
    await app.listen(config.PORT, config.HOST);
    console.log(await saySignIn(app.get(Accounts), config.PUBLIC_URL ?? (await app.getUrl())));
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function saySignIn(accounts: Accounts, url: string): Promise<string> {
  const names = (await accounts.all()).map(({ name, displayName }) => `  ${name}\t${displayName}`);
  return [
    `演示已就绪:${url}(接口说明 ${url}/api/docs)`,
    '时间停在2022年7月8日(周五)10:00;数据为推演所得,并非真实报送;所作改动只留在演示目录。',
    `所有账号的密码都是 ${PASSWORD}`,
    ...names,
  ].join('\n');
}

main().catch((error: unknown) => {
  console.error(sayError(error));
  process.exitCode = 1;
});
