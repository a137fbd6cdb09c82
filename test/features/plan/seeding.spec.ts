import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuditCheck } from '../../../src/audit/audit-check.service';
import { Calendar } from '../../../src/calendar/calendar';
import type { ItemDetailView, PlanView } from '../../../src/plan/plan.view';
import { PlanReading } from '../../../src/plan/plan-reading.service';
import { SeedingService } from '../../../src/plan/seeding.service';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { idOf, openPlanApp, seedFiles } from './plan-app';

eachDatabase('taking in the model plan', (open) => {
  let db: Database;
  let app: NestFastifyApplication;
  beforeAll(async () => {
    db = await open();
    app = await openPlanApp(db);
  });
  afterAll(() => app.close());

  const count = async (from: string) =>
    (await db.row<{ n: number }>(sql`SELECT count(*) AS n FROM ${sql.raw(from)}`))?.n;

  test('makes 45 units, 23 items, 195 assignments and 471 charges: 47 lead, 424 support', async () => {
    expect(await count('unit')).toBe(45);
    expect(await count('item')).toBe(23);
    expect(await count('assignment')).toBe(195);
    expect(await count(`charge WHERE role = 'lead'`)).toBe(47);
    expect(await count(`charge WHERE role = 'support'`)).toBe(424);
    expect(await count(`charge WHERE since <> '2019-12-25' OR ack_state <> 'pending'`)).toBe(0);
  });

  test('gives 鄱阳湖生态科技城 nothing to do', async () => {
    const id = await idOf(db, 'unit', 'pyh');
    expect(id).toBeGreaterThan(0);
    expect(await count(`charge WHERE unit_id = ${id}`)).toBe(0);
  });

  test('loads the calendar: 248 workdays in 2026', async () => {
    const calendar = await app.get(Calendar).current();
    expect(calendar.countWorkdays(2026)).toBe(248);
    expect(calendar.coveredThrough).toBe('2026-12-31');
  });

  test('shows the items in document order with the names as printed', async () => {
    const shown = await app.get(PlanReading).planShow();
    const files = seedFiles();
    expect(shown).toEqual(
      files.plan.items.map(({ code, label, kind, title, lead, support }) => ({
        ...{ code, label, kind, title, support },
        lead: [lead],
      })),
    );
    expect(shown[5]).toMatchObject({ label: '产业1' }); // the industries stand behind task 5
  });

  test('a second time changes nothing, says so, and is not in the record', async () => {
    const before = await count('audit');
    const outcome = await app.get(SeedingService).seedPlan(seedFiles());
    expect(outcome.settled).toBe(true);
    expect(outcome.counts.map(({ inserted, changed }) => inserted + changed)).toEqual(
      outcome.counts.map(() => 0),
    );
    expect(await count('audit')).toBe(before);
    expect((await app.get(AuditCheck).verifyChain()).fault).toBeNull();
  });

  test('takes a correction of the files over, and leaves alone what the office corrected', async () => {
    const office = await as(app, 'office');
    const id = await idOf(db, 'item', 'task-6');
    const correction = { field: 'shortName', value: '有机示范创建', reason: '与市里口径一致' };
    const corrected = await office.post(`/api/items/${id}/corrections`, correction, { 'if-match': '"1"' });
    expect(corrected.statusCode).toBe(201);

    const files = seedFiles();
    for (const item of files.plan.items) item.shortName = '改';
    const { counts } = await app.get(SeedingService).seedPlan(files);
    expect(counts.find(({ what }) => what === '工作事项')).toMatchObject({ changed: 22, kept: 1 });
    const item = await office.get(`/api/items/${id}`);
    expect(item.json()).toMatchObject({
      shortName: '有机示范创建',
      corrections: [{ oldValue: '示范区创建' }],
    });
    expect(await count(`item WHERE short_name = '改'`)).toBe(22);
  });

  test('the title of the plan and a point are corrected under a version, kept in the history, and left by the files', async () => {
    const office = await as(app, 'office');
    const [plan] = (await office.get('/api/plans')).json<PlanView[]>();
    const title = { value: '加强质量认证体系建设工作方案', reason: '文字更正' };
    const correct = (version: number) =>
      office.post(`/api/plans/${plan?.id}/corrections`, title, { 'if-match': `${version}` });
    expect((await correct(9)).statusCode).toBe(412);
    expect((await correct(1)).json()).toMatchObject({
      ...{ title: title.value, version: 2 },
      corrections: [{ field: 'title', oldValue: plan?.title, reason: '文字更正' }],
    });
    const id = await idOf(db, 'item', 'task-7');
    const item = (await office.get(`/api/items/${id}`)).json<ItemDetailView>();
    const point = (n: number, value: string, version = item.version) =>
      office.post(
        `/api/items/${id}/points/${n}/corrections`,
        { value, reason: '漏字' },
        { 'if-match': `${version}` },
      );
    expect((await point(99, '无')).statusCode).toBe(404);
    expect((await point(1, '更正后的要点', 9)).statusCode).toBe(412);
    const corrected = (await point(1, '更正后的要点')).json<ItemDetailView>();
    expect(corrected.points[0]?.text).toBe('更正后的要点');
    expect(corrected.corrections).toMatchObject([
      { field: 'point-1', oldValue: item.points[0]?.text, reason: '漏字' },
    ]);
    expect((await point(1, '更正后的要点', corrected.version)).json()).toMatchObject({
      code: 'nothing-changes',
    });
    const { counts } = await app.get(SeedingService).seedPlan(seedFiles());
    expect(counts.find(({ what }) => what === '工作要点')).toMatchObject({ changed: 0, kept: 1 });
    expect(counts.find(({ what }) => what === '工作方案')).toMatchObject({ changed: 0, kept: 1 });
  });

  test('does not give back a charge that was ended', async () => {
    const office = await as(app, 'office');
    const charge = await db.row<{ id: number; version: number }>(
      sql`SELECT id, version FROM charge WHERE role = 'support'`,
    );
    const answer = await office.post(
      `/api/charges/${charge?.id}/end`,
      { on: '2026-11-23', reason: '机构改革' },
      { 'if-match': `"${charge?.version}"` },
    );
    expect(answer.statusCode).toBe(200);
    await app.get(SeedingService).seedPlan(seedFiles());
    expect(await count('charge WHERE until IS NULL')).toBe(470);
  });
});
