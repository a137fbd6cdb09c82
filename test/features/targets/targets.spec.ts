import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FixedClock } from '../../../src/platform/clock/clock';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import type { Page } from '../../../src/platform/http/page';
import type { ProblemView } from '../../../src/platform/http/problem.view';
import type { ItemView } from '../../../src/plan/plan.view';
import type { TargetDetailView, TargetView } from '../../../src/targets/target.view';
import { TargetsModule } from '../../../src/targets/targets.module';
import { type Agent, as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { idOf, openPlanApp } from '../plan/plan-app';

eachDatabase('targets', (open) => {
  let db: Database;
  let app: NestFastifyApplication;
  let office: Agent;
  const clock = new FixedClock(new Date('2021-12-31T04:00:00Z'));

  beforeAll(async () => {
    db = await open();
    app = await openPlanApp(db, { clock, imports: [TargetsModule] });
    office = await as(app, 'office');
  });
  afterAll(() => app.close());

  const read = async (id: number) => (await office.get(`/api/targets/${id}`)).json<TargetDetailView>();
  const fill = (id: number, body: object, agent = office) => agent.post(`/api/targets/${id}/readings`, body);
  const define = async (id: number, body: object, version?: number) =>
    office.post(`/api/targets/${id}/definition`, body, {
      'if-match': `"${version ?? (await read(id)).version}"`,
    });
  const figure = { period: '2021Q4', value: 435, asOf: '2021-12-31', source: '公共服务平台' };

  test('the plan has sixteen, two of them of the whole plan, all grey until their 口径 is settled', async () => {
    const page = (await office.get('/api/targets')).json<Page<TargetView>>();
    expect(page.total).toBe(16);
    expect(page.rows.filter((row) => row.itemId === null)).toHaveLength(2);
    for (const row of page.rows) expect(row.light).toEqual({ colour: 'grey', reason: '待明确口径' });
    const item = (await office.get(`/api/items/${await idOf(db, 'item', 'task-5')}`)).json<ItemView>();
    expect(item.targets).toBe(9);
  });

  test('12 points behind the path is yellow, and a replaced value stays as an old one', async () => {
    const id = await idOf(db, 'target', 'quality-certificates');
    await define(id, { definition: '获证', path: [{ on: '2020-12-31', value: 300 }] });
    await fill(id, { ...figure, value: 400 });
    const filled = (await fill(id, figure)).json<TargetDetailView>();
    expect(filled.light).toEqual({ colour: 'yellow', reason: '指标欠进度12个百分点(路径为质强办设定)' });
    expect(filled.reading).toMatchObject({ value: 435, old: false });
    expect(filled.readings.map((one) => [one.value, one.old])).toEqual([
      [435, false],
      [400, true],
    ]);
  });

  test('behind for the second time in a row is said', async () => {
    const id = await idOf(db, 'target', 'organic-certificates');
    await define(id, { definition: '获证', path: [{ on: '2020-12-31', value: 100 }] });
    await fill(id, { ...figure, period: '2021Q3', asOf: '2021-09-30', value: 20 });
    expect((await fill(id, { ...figure, value: 30 })).json<TargetView>().light).toMatchObject({
      colour: 'red',
      reason: expect.stringContaining('已连续2期') as unknown,
    });
  });

  test('two who fill the same period at once leave one current value', async () => {
    const id = await idOf(db, 'target', 'certificates');
    const answers = await Promise.all([1, 2, 3, 4].map((value) => fill(id, { ...figure, value })));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201]);
    const current = await db.row<{ n: number }>(sql`
      SELECT count(*) AS n FROM reading WHERE target_id = ${id} AND state = 'current'`);
    expect(current?.n).toBe(1);
  });

  test.each([
    ['a day that has not come', { asOf: '2022-01-01' }, 'day-in-future'],
    ['a period that is none', { period: '2021Q5' }, 'reading-period'],
    ['a negative value', { value: -1 }, 'invalid-input'],
    ['text for a number', { value: '约60' }, 'invalid-input'],
  ])('refuses %s', async (_, wrong, code) => {
    const id = await idOf(db, 'target', 'certificates');
    expect((await fill(id, { ...figure, ...wrong })).json<ProblemView>().code).toBe(code);
  });

  test('refuses a path that goes back or beyond the target, and a stale version', async () => {
    const id = await idOf(db, 'target', 'adoption-rate');
    const point = { on: '2021-06-30', value: 50 };
    expect((await define(id, { definition: '率', path: [point, point] })).json<ProblemView>().code).toBe(
      'path-not-forward',
    );
    expect(
      (await define(id, { definition: '率', path: [{ on: '2023-01-01', value: 1 }] })).json<ProblemView>()
        .code,
    ).toBe('path-not-forward');
    expect((await define(id, { definition: '率', path: [point] }, 9)).statusCode).toBe(412);
    expect((await read(id)).definition).toBe('');
  });

  test('a unit reads targets and fills none', async () => {
    const unit = await as(app, 'unit', 'gxj');
    const id = await idOf(db, 'target', 'certificates');
    expect((await unit.get(`/api/targets/${id}`)).statusCode).toBe(200);
    expect((await fill(id, figure, unit)).statusCode).toBe(404);
  });

  const assign = async (id: number, filledBy: string) =>
    office.post(
      `/api/targets/${id}/filling`,
      { filledBy, reason: '工作需要' },
      { 'if-match': `"${(await read(id)).version}"` },
    );

  test('a leading unit fills its own figure once the office has asked it to, and nobody else does', async () => {
    const id = await idOf(db, 'target', 'energy-certificates');
    const [lead, other] = [await as(app, 'unit', 'scjgj'), await as(app, 'unit', 'gxj')];
    expect((await fill(id, figure, lead)).statusCode).toBe(404);
    await define(id, { definition: '获证', path: [{ on: '2020-12-31', value: 2 }] });
    expect((await assign(id, 'unit')).json<TargetView>()).toMatchObject({ filledBy: 'unit', reading: null });
    expect((await assign(id, 'unit')).json<ProblemView>().code).toBe('nothing-changes');
    const filled = await fill(id, { ...figure, value: 9 }, lead);
    const scjgj = await idOf(db, 'unit', 'scjgj');
    expect(filled.json<TargetDetailView>()).toMatchObject({
      light: { colour: 'green' },
      reading: { value: 9, unitId: scjgj },
    });
    expect((await fill(id, figure, other)).statusCode).toBe(404);
    expect((await other.get(`/api/targets/${id}`)).json<TargetDetailView>().readings).toEqual([]);
    expect((await fill(id, figure)).json<ProblemView>().code).toBe('target-filled-by-unit');
    expect((await assign(id, 'office')).json<TargetView>().reading).toBeNull();
    expect((await fill(id, { ...figure, value: 7 })).json<TargetView>().reading).toMatchObject({ value: 7 });
  });

  test('where thirteen counties lead, their newest figures add up once all have given one', async () => {
    const id = await idOf(db, 'target', 'organic-areas');
    await define(id, { definition: '创建', path: [{ on: '2020-12-31', value: 1 }] });
    await assign(id, 'unit');
    const counties = await db.rows<{ code: string }>(
      sql`SELECT code FROM unit WHERE kind = 'county' ORDER BY sort`,
    );
    for (const [n, { code }] of counties.entries()) {
      expect((await read(id)).reading).toBeNull();
      await fill(id, { ...figure, value: n < 2 ? 1 : 0 }, await as(app, 'unit', code));
    }
    expect((await read(id)).reading).toMatchObject({ value: 2, source: '13家牵头单位填报,合计' });
    const first = await as(app, 'unit', counties[0]?.code);
    await fill(id, { ...figure, period: '2021', value: 3 }, first);
    expect((await read(id)).reading).toMatchObject({ value: 4, period: '2021' });
    expect((await first.get(`/api/targets/${id}`)).json<TargetDetailView>().readings).toHaveLength(2);
    expect((await read(id)).readings).toHaveLength(14);
  }, 60_000);

  test('a target of the whole plan has no leading unit that could fill it', async () => {
    const id = await idOf(db, 'target', 'certificates');
    expect((await assign(id, 'unit')).json<ProblemView>().code).toBe('target-of-no-item');
  });

  test('after its horizon a target waits for 核定, before it none is possible', async () => {
    const id = await idOf(db, 'target', 'certified-organisations');
    const settle = () =>
      office.post(`/api/targets/${id}/settlement`, { note: '已达到' }, { 'if-match': '2' });
    await define(id, { definition: '获证', path: [] });
    await fill(id, { ...figure, value: 1400 });
    expect((await settle()).json<ProblemView>().code).toBe('target-not-over');
    clock.set(new Date('2023-01-03T04:00:00Z'));
    office = await as(app, 'office');
    expect((await read(id)).light).toMatchObject({ colour: 'grey', reason: '已过2022年目标期,待核定' });
    expect((await settle()).json<TargetView>().light).toMatchObject({ colour: 'green' });
  });
});
