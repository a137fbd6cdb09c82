import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ShownItem } from '../../src/plan/plan-reading.service';
import { Database } from '../../src/platform/database/database';
import { migrations } from '../../src/platform/database/migrations';
import { type Sql, sql } from '../../src/platform/database/sql';
import { AUDIT_KEY, type Home, newHome } from '../support/built-server';

const CLI = join(__dirname, '../../dist/cli.js');
const SEEDS = join(__dirname, '../../seeds');
const PASSWORD = '清晨六点的浔阳江边起了大雾';
const NOVEMBER = '2026-11-23T01:00:00.000Z';

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

describe('the command line as it is delivered', () => {
  let home: Home;

  beforeAll(async () => {
    home = await newHome('sqlite');
    expect(await cli(['seed'])).toMatchObject({ code: 0, stderr: '' });
  });
  afterAll(() => home.drop());

  /** One run in a process of its own, on the database of this suite or another's. */
  async function cli(
    args: string[],
    { input = '', at = NOVEMBER, directory = home.directory } = {},
  ): Promise<Ended> {
    const env = { PATH: process.env.PATH, DATA_DIR: directory, AUDIT_KEY, CLOCK_AT: at };
    const child = spawn(process.execPath, [CLI, ...args], { env });
    child.stdin.end(input);
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { code, stdout, stderr };
  }

  async function json<T>(args: string[], options?: { at: string }): Promise<T> {
    const { code, stdout, stderr } = await cli([...args, '--json'], options);
    expect([code, stderr]).toEqual([0, '']);
    return JSON.parse(stdout) as T;
  }

  /** Beside the command line, as the running server would. */
  async function onDatabase<T>(use: (db: Database) => Promise<T>, place = home.place): Promise<T> {
    const db = await Database.open({ place, entities: [], migrations });
    try {
      return await use(db);
    } finally {
      await db.close();
    }
  }
  const count = (from: Sql, place = home.place) =>
    onDatabase(async (db) => (await db.row<{ n: number }>(sql`SELECT COUNT(*) AS n FROM ${from}`))?.n, place);

  /** A sentence in Chinese and nothing of the program's inside. */
  function isOneSentence(said: string): void {
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).toMatch(/\p{Script=Han}.*。$/mu);
    expect(said).not.toMatch(/Error:|node_modules| {4}at /);
  }

  test('seed run again changes nothing and says so', async () => {
    const { code, stdout } = await cli(['seed']);
    expect(code).toBe(0);
    expect(stdout).toContain('与种子文件一致,没有改动。');
    expect(stdout).toContain('工作事项:新增0,更新0,未变23,保留人工修改0');
  });

  test('seed with a mistake names file and line and stores nothing', async () => {
    const empty = await newHome('sqlite');
    const seeds = mkdtempSync(join(tmpdir(), 'seeds-'));
    cpSync(SEEDS, seeds, { recursive: true });
    const file = join(seeds, 'schedules.yaml');
    const lines = readFileSync(file, 'utf8').split('\n');
    const at = lines.findIndex((line) => line.trim() === 'frequency: quarter');
    lines[at] = '    frequency: quarterly';
    writeFileSync(file, lines.join('\n'));

    const { code, stdout, stderr } = await cli(['seed', '--dir', seeds], { directory: empty.directory });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('种子文件有误,未录入任何内容');
    expect(stderr).toMatch(new RegExp(`schedules\\.yaml\\D{0,3}${at + 1}\\b`));
    expect(await count(sql`plan`, empty.place)).toBe(0);
    expect(await count(sql`unit`, empty.place)).toBe(0);
    rmSync(seeds, { recursive: true });
    await empty.drop();
  });

  test('seed --release works once the first period is over', async () => {
    const late = await newHome('sqlite');
    await cli(['seed'], { directory: late.directory });
    const april = { at: '2027-04-12T01:00:00.000Z', directory: late.directory };
    const { code, stdout } = await cli(['seed', '--release'], april);
    expect(code).toBe(0);
    expect(stdout).toContain('已下发报送制度2项。');
    expect(
      await count(sql`schedule WHERE state = 'released' AND first_counting = '2027Q2'`, late.place),
    ).toBe(2);
    await late.drop();
  });

  test('seed --release that cannot release does not seed either', async () => {
    const broken = await newHome('sqlite');
    const refusing = sql`CREATE TRIGGER refusing BEFORE UPDATE ON schedule BEGIN SELECT RAISE(ABORT, 'no'); END`;
    await onDatabase((db) => db.write(() => db.rows(refusing)), broken.place);
    expect(await cli(['seed', '--release'], { directory: broken.directory })).toMatchObject({
      code: 1,
      stdout: '',
    });
    expect(await count(sql`plan`, broken.place)).toBe(0);
    expect(await count(sql`audit`, broken.place)).toBe(0);
    await broken.drop();
  });

  test('plan show lists the 23 items in document order with all their printed names', async () => {
    const items = await json<ShownItem[]>(['plan', 'show']);
    expect(items).toHaveLength(23);
    expect(items[0]).toMatchObject({
      code: 'task-1',
      label: '任务1',
      kind: 'task',
      title: '积极采用质量管理工具',
      lead: ['市市监局'],
      support: expect.arrayContaining(['市发改委', '各县〔市、区〕政府']) as unknown,
    });
    expect(items.every(({ lead, title }) => lead.length > 0 && title !== '')).toBe(true);
    expect(items.flatMap(({ lead, support }) => [...lead, ...support])).toHaveLength(195);
    expect(new Set(items.map(({ code }) => code)).size).toBe(23);
  });

  test('accounts are added and listed, and a password is read from standard input', async () => {
    const adding = ['account', 'add', '--role', 'unit', '--unit', 'gxj', '--name', 'chenjing'];
    expect(await cli(adding, { input: `${PASSWORD}\n` })).toMatchObject({
      code: 0,
      stdout: '已新增账号「chenjing」。\n',
    });
    const again = await cli(adding, { input: PASSWORD });
    expect(again.code).toBe(1);
    isOneSentence(again.stderr);

    const accounts = await json<{ name: string; posts: object[] }[]>(['account', 'list']);
    expect(accounts).toEqual([
      expect.objectContaining({
        name: 'chenjing',
        posts: [expect.objectContaining({ role: 'unit', unitName: '市工信局' })],
      }),
    ]);

    const hash = () => onDatabase((db) => db.row(sql`SELECT hash FROM account WHERE name = 'chenjing'`));
    const before = await hash();
    const refused = await cli(['account', 'reset', '--name', 'chenjing']);
    expect(refused.code).toBe(1);
    isOneSentence(refused.stderr);
    expect(await hash()).toEqual(before);
    expect((await cli(['account', 'reset', '--name', 'chenjing'], { input: `${PASSWORD}吗` })).code).toBe(0);
    expect(await hash()).not.toEqual(before);
  });

  test('sweep does the named work only, in the order of the schedule', async () => {
    const asOf = ['sweep', '--as-of', '2026-12-25T09:00:00+08:00'];
    const swept = await json<{ name: string; done: number }[]>([...asOf, '--only', 'tidy', 'open']);
    expect(swept).toEqual([
      { name: 'open', done: 471 },
      { name: 'tidy', done: 0 },
    ]);
    const unknown = await cli([...asOf, '--only', 'open', 'nonsense']);
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
    isOneSentence(unknown.stderr);
    expect(unknown.stderr).toContain('没有名为“nonsense”的定时工作');
  });

  test('sweep asks for an instant with its zone', async () => {
    const bad = ['5', '2026-12-25T09:00:00', '2026-02-30T09:00Z'];
    const runs = await Promise.all(bad.map((asOf) => cli(['sweep', '--as-of', asOf])));
    expect(runs.map(({ code }) => code)).toEqual(bad.map(() => 1));
    for (const { stderr } of runs) expect(stderr).toContain('应是带时区的时刻');
    expect((await cli(['sweep', '--as-of', '2026-12-25T01:00:00.000Z', '--only', 'tidy'])).code).toBe(0);
  });

  test('simulate answers the same for the same seed and something else for another', async () => {
    const digest = async (seed: string) => {
      const span = ['--from', '2020-01-01', '--to', '2020-02-10'];
      return (await json<{ digest: string }>(['simulate', ...span, '--seed', seed])).digest;
    };
    const [one, again, other] = await Promise.all([digest('7'), digest('7'), digest('8')]);
    expect(one).toMatch(/^[\da-f]{64}$/);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  test('every command explains itself', async () => {
    const commands = [
      '',
      'seed',
      'plan',
      'plan show',
      'account',
      'account add',
      'account list',
      'account reset',
    ];
    const all = [...commands, 'verify', 'sweep', 'simulate'].map((name) => name.split(' ').filter(Boolean));
    const runs = await Promise.all(all.map((command) => cli([...command, '--help'])));
    for (const [n, { code, stdout, stderr }] of runs.entries()) {
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(new RegExp(`^Usage: tracker ?${all[n]?.join(' ')}`));
      expect(stdout).toMatch(/\p{Script=Han}/u);
    }
  });

  test('verify passes, and ends with 1 naming the place once somebody has altered the record', async () => {
    const sound = await json<{ ok: boolean; checks: object[] }>(['verify']);
    expect(sound.ok).toBe(true);
    expect(sound.checks.length).toBeGreaterThan(10);
    await onDatabase((db) => db.write(() => db.changed(sql`UPDATE audit SET actor = 'nobody' WHERE id = 1`)));
    const tampered = await cli(['verify']);
    expect(tampered.code).toBe(1);
    expect(tampered.stdout).toContain('第1条内容与校验值不符');
    expect(tampered.stdout).toContain('有违反之处,见上。');
  });
});
