import { LightsService } from '../../../src/duties/lists/lights.service';
import { OverviewModule } from '../../../src/overview/overview.module';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { type Agent, as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { openDutiesApp, type World } from '../duties/duties-app';

eachDatabase('overview', (open) => {
  let world: World;
  let db: Database;
  let office: Agent;

  beforeAll(async () => {
    db = await open();
    world = await openDutiesApp(db, '2026-11-23', [OverviewModule]);
    await world.appointContacts();
    await world.openDue('2026-11-23');
    await world.release();
    await world.app.get(LightsService).recordLights('2026-11-23');
    world.goTo('2026-12-22');
    office = await as(world.app, 'office');
  });
  afterAll(() => world.app.close());

  test('the matrix shows 43 units in 建制顺序, 23 items in document order and 471 cells', async () => {
    const matrix = (await office.get('/api/matrix')).json();
    expect(matrix).toMatchObject({ period: '2026Q4', periodText: '2026年第四季度', asOf: '2026-12-22' });
    expect([matrix.units.length, matrix.items.length, matrix.cells.length]).toEqual([43, 23, 471]);
    expect(matrix.items[0]).toMatchObject({ label: '任务1', shortName: '质量管理工具' });
    const gxj = matrix.units.find((unit: { name: string }) => unit.name === '市工信局');
    expect(gxj).toMatchObject({
      matrixName: '工信',
      light: { colour: 'red', reason: expect.stringMatching(/^\d+项逾期\(共\d+项\),最早12月21日$/) },
    });
    const lead = await world.duty('industry-5', 'gxj', '2026Q4');
    expect(matrix.cells.find((cell: { dutyId: number }) => cell.dutyId === lead.id)).toMatchObject({
      mark: '●',
      role: 'lead',
      light: { colour: 'blue' },
    });
  });

  test('late parts do not colour the item, they are named beside', async () => {
    const { items } = (await office.get('/api/matrix')).json();
    expect(items.find((item: { label: string }) => item.label === '产业5').light).toMatchObject({
      colour: 'blue',
      reason: expect.stringContaining(';配合欠报'),
    });
  });

  test('a past day is shown as it was recorded', async () => {
    const { cells, units } = (await office.get('/api/matrix?asOf=2026-12-01')).json();
    expect(new Set(cells.map((cell: { light: { colour: string } }) => cell.light.colour))).toEqual(
      new Set(['green']),
    );
    expect(units[0].light.colour).toBe('green');
  });

  test('不涉及 is a dash', async () => {
    const part = await world.duty('task-1', 'fgw', '2026Q4');
    await db.write(() =>
      db.changed(sql`UPDATE charge SET ack_state = 'not-involved' WHERE id = ${part.chargeId}`),
    );
    const { cells } = (await office.get('/api/matrix')).json();
    expect(cells.find((cell: { dutyId: number }) => cell.dutyId === part.id).mark).toBe('—');
  });

  test('a unit sees its own column and not the office’s desk', async () => {
    const gxj = await as(world.app, 'unit', 'gxj');
    const { units, cells } = (await gxj.get('/api/matrix')).json();
    expect(units.map(({ name }: { name: string }) => name)).toEqual(['市工信局']);
    expect(cells).toHaveLength(
      await world.count(sql`charge c JOIN unit u ON u.id = c.unit_id WHERE u.code = 'gxj'`),
    );
    expect((await gxj.get('/api/overview')).statusCode).toBe(404);
  });

  test('the desk counts what waits and names what is overdue, leads first', async () => {
    const desk = (await office.get('/api/overview')).json();
    expect(desk).toMatchObject({
      trial: [],
      toReview: { count: 0, oldestHandedAt: null, workdaysLeft: null },
      ...{ extensionsPending: 0, objectionsPending: 0, disputesPending: 0, unserved: [], withoutContact: [] },
      dueSoon: 47,
    });
    expect(desk.overdue).toHaveLength(50);
    expect(desk.overdueTotal).toBeGreaterThan(400);
    expect(desk.overdue[0]).toMatchObject({ role: 'support', since: '2026-12-21', light: { colour: 'red' } });
  });

  test('with reports and parts overdue, the leads’ come first though the parts wait longer', async () => {
    world.goTo('2026-12-29');
    office = await as(world.app, 'office');
    const { overdue } = (await office.get('/api/overview')).json();
    // gxj has signed in only now: its grace is not over
    const leads = await world.count(sql`duty WHERE role = 'lead' AND ladder_base < '2026-12-29'`);
    expect(leads).toBe(45);
    expect(overdue.map(({ role }: { role: string }) => role)).toEqual([
      ...Array.from({ length: leads }, () => 'lead'),
      ...Array.from({ length: 50 - leads }, () => 'support'),
    ]);
    expect([overdue[0].since, overdue[49].since]).toEqual(['2026-12-25', '2026-12-21']);
  });

  test('a question that waits longer than 5 workdays is late; what waits to be confirmed is counted', async () => {
    const ask = (at: string, n: number) =>
      db.write(() =>
        db.changed(sql`
          INSERT INTO dispute (subject, subject_id, unit_id, reason, state, at, by_account, answer, answered_by)
          SELECT 'case', ${sql.int(n)}, MIN(id), '', 'pending', ${sql.text(at)}, 1, '', 0 FROM unit`),
      );
    // on Tuesday 12-29 the five workdays of what came on the 22nd end; 17:00 UTC of the 21st is the 22nd
    await ask('2026-12-21T15:00:00.000Z', 1);
    await ask('2026-12-21T17:00:00.000Z', 2);
    await db.write(() =>
      db.changed(sql`UPDATE charge SET ack_state = 'objected', objected_at = '2026-12-18T01:00:00.000Z'
        WHERE id = (SELECT MIN(id) FROM charge)`),
    );
    const trial = await world.count(sql`schedule WHERE state = 'trial'`);
    await db.write(() => db.changed(sql`UPDATE schedule SET state = 'trial' WHERE code = 'brand-day'`));
    const desk = async () => (await office.get('/api/overview')).json();
    expect(await desk()).toMatchObject({
      ...{ disputesPending: 2, disputesLate: 1, objectionsPending: 1, objectionsLate: 1 },
      ...{ calendarMissing: true, leadsToConfirm: 23 },
      namesToConfirm: await world.count(sql`unit WHERE name_confirmed = 0`),
    });
    expect((await desk()).trial).toHaveLength(trial + 1);
    await db.write(() => db.changed(sql`UPDATE plan SET state = 'closed'`));
    expect(await desk()).toMatchObject({ trial: [], leadsToConfirm: 0 });
    await db.write(() => db.changed(sql`UPDATE plan SET state = 'live'`));
  });

  test('a plan nobody knows has no matrix', async () => {
    expect((await office.get('/api/matrix?plan=77')).statusCode).toBe(404);
  });
});
