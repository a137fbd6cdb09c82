import { ScheduleSeedingService } from '../../../src/duties/schedules/schedule-seeding.service';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { eachDatabase } from '../../support/databases';
import { seedFiles } from '../plan/plan-app';
import { openDutiesApp, type World } from './duties-app';

eachDatabase('opening', (open) => {
  let world: World;
  let db: Database;
  const begin = async (day: string): Promise<void> => {
    db = await open();
    world = await openDutiesApp(db, day);
  };
  afterEach(() => world.app.close());

  test('the two quarterly schedules stand in trial from the current period when 15 workdays are left', async () => {
    await begin('2026-11-23');
    const rows = await db.rows(sql`
      SELECT code, state, from_period AS "fromPeriod" FROM schedule WHERE frequency = 'quarter' ORDER BY code`);
    expect(rows).toEqual([
      { code: 'lead-quarterly', state: 'trial', fromPeriod: '2026Q4' },
      { code: 'support-quarterly', state: 'trial', fromPeriod: '2026Q4' },
    ]);
    expect(await world.count(sql`schedule WHERE state = 'off'`)).toBe(4);
    const again = await db.write(() => world.app.get(ScheduleSeedingService).seed(seedFiles()));
    expect(again).toMatchObject({ inserted: 0, unchanged: 6 });
  });

  test('both begin with the next period when the lead has fewer than 15 workdays left', async () => {
    await begin('2026-12-07');
    expect(await world.count(sql`schedule WHERE from_period = '2027Q1'`)).toBe(2);
    expect(await world.openDue('2026-12-07')).toBe(0);
    world.goTo('2027-01-01');
    expect(await world.openDue('2027-01-01')).toBe(471);
  });

  test('471 duties open, 47 of leads and 424 of supporters, in document order and 建制顺序', async () => {
    await begin('2026-11-23');
    await world.appointContacts();
    expect(await world.openDue('2026-11-23')).toBe(471);
    expect(await world.count(sql`duty WHERE role = 'lead'`)).toBe(47);
    const order = await db.rows<{ item: number; unit: number }>(sql`
      SELECT i.sort AS item, u.sort AS unit FROM duty d JOIN item i ON i.id = d.item_id JOIN unit u ON u.id = d.unit_id
       WHERE d.role = 'support' ORDER BY d.id`);
    const sorted = [...order].sort((a, b) => a.item - b.item || a.unit - b.unit);
    expect(order).toEqual(sorted);
    expect(await world.duty('task-1', 'gxj', '2026Q4')).toMatchObject({
      dueOn: '2026-12-21',
      owedOn: '2026-12-21',
      openedLate: 0,
      counts: 0,
      ladderFrom: null,
      holdReason: null,
    });
  });

  test('opening twice, or by four at once, opens once', async () => {
    await begin('2026-11-23');
    const made = await Promise.all([1, 2, 3, 4].map(() => world.openDue('2026-11-23')));
    expect(made.reduce((sum, n) => sum + n)).toBe(471);
    expect(await world.openDue('2026-11-23')).toBe(0);
    expect(await world.count(sql`duty`)).toBe(471);
    expect(await world.count(sql`audit WHERE action = 'period.opened'`)).toBe(2);
  });

  test('after months of downtime the missed periods open in order, 系统补建, and their ladder waits', async () => {
    await begin('2026-11-23');
    await world.appointContacts();
    await world.openDue('2026-11-23');
    await world.release();
    world.goTo('2027-07-05');
    expect(await world.openDue('2027-07-05')).toBe(3 * 471);
    const opened = await db.rows(sql`
      SELECT period, as_of AS "asOf", due_on AS "dueOn", late FROM period_open po JOIN schedule s ON s.id = po.schedule_id
       WHERE s.code = 'lead-quarterly' ORDER BY po.id`);
    expect(opened).toEqual([
      { period: '2026Q4', asOf: '2026-11-23', dueOn: '2026-12-25', late: 0 },
      { period: '2027Q1', asOf: '2027-01-01', dueOn: '2027-03-25', late: 1 },
      { period: '2027Q2', asOf: '2027-04-01', dueOn: '2027-06-25', late: 1 },
      { period: '2027Q3', asOf: '2027-07-01', dueOn: '2027-09-27', late: 1 },
    ]);
    // created on Mon 5 July: 5 workdays later is Mon 12 July
    expect(await world.duty('industry-5', 'gxj', '2027Q2')).toMatchObject({
      dueOn: '2027-06-25',
      openedLate: 1,
      counts: 1,
      ladderBase: '2027-07-12',
      ladderFrom: '2027-07-12',
    });
    expect(await world.duty('industry-5', 'gxj', '2027Q3')).toMatchObject({ ladderBase: '2027-09-27' });
  });

  test('whoever holds a charge on the as-of day owes: a joiner from the next period, a leaver no more', async () => {
    await begin('2026-11-23');
    await world.openDue('2026-11-23');
    const joiner = await world.duty('task-1', 'gxj', '2026Q4');
    const leaver = await world.duty('task-2', 'gxj', '2026Q4');
    await db.write(async () => {
      await db.changed(sql`UPDATE charge SET since = '2027-01-02' WHERE id = ${joiner.chargeId}`);
      await db.changed(sql`UPDATE charge SET until = '2027-01-01' WHERE id = ${leaver.chargeId}`);
    });
    world.goTo('2027-04-10');
    await world.openDue('2027-04-10');
    await expect(world.duty('task-1', 'gxj', '2027Q1')).rejects.toThrow('no duty');
    await expect(world.duty('task-2', 'gxj', '2027Q1')).rejects.toThrow('no duty');
    expect(await world.duty('task-1', 'gxj', '2027Q2')).toMatchObject({ state: 'open' });
    expect(await world.duty('task-2', 'gxj', '2026Q4')).toMatchObject({ state: 'open' });
  });

  test('不涉及 opens nothing, an objection and a unit without a contact begin held', async () => {
    await begin('2026-11-23');
    await world.appointContacts(['gxj', 'slj']);
    await db.write(async () => {
      const set = (state: string, item: string) =>
        db.changed(sql`UPDATE charge SET ack_state = ${state} WHERE unit_id = (SELECT id FROM unit WHERE code = 'gxj')
          AND item_id = (SELECT id FROM item WHERE code = ${item})`);
      await set('not-involved', 'task-1');
      await set('objected', 'task-2');
    });
    expect(await world.openDue('2026-11-23')).toBe(470);
    await expect(world.duty('task-1', 'gxj', '2026Q4')).rejects.toThrow('no duty');
    expect(await world.duty('task-2', 'gxj', '2026Q4')).toMatchObject({ holdReason: 'objection' });
    expect(await world.duty('task-3', 'gxj', '2026Q4')).toMatchObject({ holdReason: null });
    expect(await world.duty('task-1', 'fgw', '2026Q4')).toMatchObject({ holdReason: 'no-contact' });
    expect(await world.count(sql`duty_hold`)).toBe(
      await world.count(sql`duty WHERE hold_reason IS NOT NULL`),
    );
  });

  test('only party and vertical supporters may answer by silence', async () => {
    await begin('2026-11-23');
    await world.openDue('2026-11-23');
    const kinds = await db.rows<{ kind: string }>(sql`
      SELECT DISTINCT u.kind FROM duty d JOIN unit u ON u.id = d.unit_id WHERE d.silent_nil = 1 ORDER BY u.kind`);
    expect(kinds.map(({ kind }) => kind)).toEqual(['party', 'vertical']);
    expect(await world.count(sql`duty WHERE silent_nil = 1 AND role = 'lead'`)).toBe(0);
  });
});
