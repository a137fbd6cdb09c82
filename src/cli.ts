import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { PasswordChange } from './accounts/password-change.service';
import { Accounts } from './accounts/accounts.service';
import type { AccountView } from './accounts/account.view';
import { isDay } from './domain/day';
import { ROLES, type Role } from './domain/permissions';
import { ReleaseService } from './duties/schedules/release.service';
import { PlanReading, type ShownItem } from './plan/plan-reading.service';
import { readSeedFiles } from './plan/seed-files';
import { SeedingService } from './plan/seeding.service';
import { sayProblem } from './plan/yaml-reader';
import { readConfig } from './platform/config/config';
import { Database } from './platform/database/database';
import { SYSTEM } from './platform/http/actor';
import type { Find } from './platform/jobs/sweep';
import { SweepRunner } from './platform/jobs/sweep-runner';
import { saySimulation } from './simulation/simulation-report';
import { simulate } from './simulation/simulation';
import { openTracker, sayError, UserError } from './tracker';
import { Verification } from './verification/verification.service';

const SEEDS = join(__dirname, '..', 'seeds');

function say(...lines: string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

interface Output {
  json?: boolean;
}

/** For a program the value, for a person the lines. */
function print({ json }: Output, value: unknown, lines: () => string[]): void {
  say(...(json ? [JSON.stringify(value, null, 2)] : lines()));
}

/** Opens the tracker of this environment for one command and closes it again, whatever happens. */
async function withTracker(run: (find: Find) => Promise<void>): Promise<void> {
  const app = await openTracker(readConfig(process.env));
  try {
    await run((service) => app.get(service, { strict: false }));
  } finally {
    await app.close();
  }
}

function day(value: string): string {
  if (!isDay(value)) throw new InvalidArgumentError('应是日期,如 2020-01-01。');
  return value;
}

/** With its zone: without one the machine's own would decide what day it is. */
const INSTANT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

function instant(value: string): Date {
  const at = new Date(value);
  // JavaScript reads February 30 as March 2
  if (isDay(INSTANT.exec(value)?.[1] ?? '') && !Number.isNaN(at.getTime())) return at;
  throw new InvalidArgumentError('应是带时区的时刻,如 2026-12-25T09:00:00+08:00。');
}

function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('应是不超过九位的整数。');
  return Number(value);
}

const program = new Command('tracker').description('责任台账命令行:可与正在运行的服务同时使用');
const json = () => new Option('--json', '以 JSON 输出,供程序读取');

program
  .command('seed')
  .description('把 seeds/ 中的工作方案与默认设置录入;有任何错误则全部不录,并指出文件与行')
  .option('--release', '同时下发试运行中的报送制度')
  .option('--dir <目录>', '另一套种子文件所在的目录', SEEDS)
  .addOption(json())
  .action((options: Output & { release?: boolean; dir: string }) =>
    withTracker(async (find) => {
      const read = readSeedFiles(options.dir);
      if (!read.ok)
        throw new UserError(['种子文件有误,未录入任何内容:', ...read.problems.map(sayProblem)].join('\n'));
      // one write: a plan that cannot be released is not taken in either
      const { released, ...outcome } = await find(Database).write(async () => ({
        ...(await find(SeedingService).seedPlan(read.seeds)),
        released: options.release ? await find(ReleaseService).releaseAll(SYSTEM, '命令行下发') : 0,
      }));
      print(options, { ...outcome, released }, () => [
        ...outcome.counts.map(
          ({ what, inserted, changed, unchanged, kept }) =>
            `${what}:新增${inserted},更新${changed},未变${unchanged},保留人工修改${kept}`,
        ),
        outcome.settled ? '与种子文件一致,没有改动。' : '已录入。',
        ...(options.release ? [`已下发报送制度${released}项。`] : []),
      ]);
    }),
  );

program
  .command('plan')
  .description('工作方案')
  .command('show')
  .description('按文件顺序列出工作事项、牵头单位和配合单位(名称与原文一致)')
  .addOption(json())
  .action((options: Output) =>
    withTracker(async (find) => {
      const items = await find(PlanReading).planShow();
      print(options, items, () =>
        items.length > 0 ? items.map(sayItem) : ['还没有录入工作方案;可执行 seed。'],
      );
    }),
  );

function sayItem({ label, title, lead, support }: ShownItem): string {
  return `${label} ${title}\n  牵头:${lead.join('、')}\n  配合:${support.join('、') || '无'}`;
}

const account = program.command('account').description('账号;密码从标准输入读取');

account
  .command('add')
  .description('新增账号,如:echo 密码 | npm run cli -- account add --role unit --unit gxj --name 工信联络员')
  .addOption(new Option('--role <岗位>', '岗位').choices(ROLES).makeOptionMandatory())
  .option('--unit <代码>', '单位代码(责任单位岗位必填;质强办岗位为本人所在单位)')
  .requiredOption('--name <账号>', '登录名')
  .option('--display-name <姓名>', '显示的姓名,默认与登录名相同')
  .addOption(json())
  .action((options: Output & { role: Role; unit?: string; name: string; displayName?: string }) =>
    withTracker(async (find) => {
      const password = await readPassword();
      const posts = [{ role: options.role, unitCode: options.unit }];
      const { name, displayName = name } = options;
      const id = await find(Accounts).add(SYSTEM, { name, displayName, password, posts });
      print(options, { id, name }, () => [`已新增账号「${name}」。`]);
    }),
  );

account
  .command('list')
  .description('列出账号与岗位')
  .addOption(json())
  .action((options: Output) =>
    withTracker(async (find) => {
      const accounts = await find(Accounts).all();
      print(options, accounts, () => accounts.map(sayAccount));
    }),
  );

function sayAccount({ name, displayName, state, posts }: AccountView): string {
  const where = posts.map(({ role, unitName }) => (unitName ? `${role}(${unitName})` : role));
  return [name, displayName, state, where.join('、')].join('\t');
}

account
  .command('reset')
  .description('重设密码(从标准输入读取),并让该账号的其他登录失效')
  .requiredOption('--name <账号>', '登录名')
  .action((options: { name: string }) =>
    withTracker(async (find) => {
      const id = await find(Accounts).idOf(options.name);
      await find(PasswordChange).reset(SYSTEM, id, await readPassword());
      say(`已重设「${options.name}」的密码。`);
    }),
  );

async function readPassword(): Promise<string> {
  const password = (await text(process.stdin)).replace(/\r?\n$/, '');
  if (password === '') throw new UserError('没有从标准输入读到密码。');
  return password;
}

program
  .command('verify')
  .description(
    '核对数据库是否守住各项承诺(任务不重、报告不丢、催办不重不漏、记录未被改动);有违反时退出码为 1',
  )
  .addOption(json())
  .action((options: Output) =>
    withTracker(async (find) => {
      const report = await find(Verification).run();
      if (!report.ok) process.exitCode = 1;
      print(options, report, () => [
        ...report.checks.flatMap(({ ok, promise, breaches }) => [
          `${ok ? '通过' : '违反'} ${promise}`,
          ...breaches.map((breach) => `  ${breach}`),
        ]),
        report.ok ? '全部通过。' : '有违反之处,见上。',
      ]);
    }),
  );

program
  .command('sweep')
  .description('按某一时刻执行各项定时工作(开期、提醒、催办、发送等)')
  .requiredOption('--as-of <时刻>', '如 2026-12-25T09:00:00+08:00', instant)
  .addOption(severalNames(new Option('--only <名称...>', '只执行这些')))
  .addOption(json())
  .action((options: Output & { asOf: Date; only?: string[] }) =>
    withTracker(async (find) => {
      const runner = find(SweepRunner);
      const unknown = options.only?.find((name) => !runner.knows(name));
      if (unknown !== undefined) {
        const known = runner.sweeps.map(({ name }) => name).join('、');
        throw new UserError(`没有名为“${unknown}”的定时工作,可选:${known}。`);
      }
      const swept = await runner.runSweeps(options.asOf, options.only);
      print(options, swept, () => swept.map(({ name, done }) => `${name}\t${done}`));
    }),
  );

/** Commander finds the dots only behind a Latin letter. */
function severalNames(option: Option): Option {
  option.variadic = true;
  return option;
}

program
  .command('simulate')
  .description('在一次性数据库中推演若干年:按时、迟报、不报、退回、延期、异议;同一种子得同一摘要')
  .requiredOption('--from <日期>', '起始日', day)
  .requiredOption('--to <日期>', '终止日', day)
  .requiredOption('--seed <数>', '随机种子', wholeNumber)
  .addOption(json())
  .action(async ({ from, to, seed, ...options }: { from: string; to: string; seed: number } & Output) => {
    const result = await simulate({ from, to, seed });
    print(options, result, () => [saySimulation(result)]);
  });

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${sayError(error)}\n`);
  process.exitCode = 1;
});
