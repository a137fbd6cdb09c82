import { ChargeDays } from '../../../src/plan/charge-days.service';
import type { ChargeView } from '../../../src/plan/charge.view';
import { SeedingService } from '../../../src/plan/seeding.service';
import { type Sql, sql } from '../../../src/platform/database/sql';
import { SYSTEM } from '../../../src/platform/http/actor';
import type { Page } from '../../../src/platform/http/page';
import type { ProblemView } from '../../../src/platform/http/problem.view';
import type { CollectiveView, UnitView } from '../../../src/units/unit.view';
import { type Agent, as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { openDutiesApp, type World } from '../duties/duties-app';
import { idOf, seedFiles } from './plan-app';

const ZONE = 'jkq';

eachDatabase('the members of a collective and their charges', (open) => {
  let world: World;
  let office: Agent;
  let collective: number;

  beforeEach(async () => {
    world = await openDutiesApp(await open(), '2026-11-23');
    await world.appointContacts();
    office = await as(world.app, 'office');
    collective = (await office.get('/api/collectives')).json<CollectiveView[]>()[0]?.id ?? 0;
  });
  afterEach(() => world.app.close());

  const add = (unitCode: string, since: string) =>
    office.post(`/api/collectives/${collective}/members`, { unitCode, since });
  const end = async (unit: string, until: string, agent = office) => {
    const id = await idOf(world.db, 'unit', unit);
    return agent.post(`/api/collectives/${collective}/members/${id}/end`, { until, reason: '区划调整' });
  };
  const of = (unit: string, more: Sql = sql`1 = 1`) =>
    world.count(sql`charge c JOIN unit u ON u.id = c.unit_id WHERE u.code = ${unit} AND ${more}`);
  const dutiesOf = (unit: string, period: string) =>
    world.count(sql`duty d JOIN unit u ON u.id = d.unit_id WHERE u.code = ${unit} AND d.period = ${period}`);

  test('a unit that comes is charged with what the collective is, and owes from the next period', async () => {
    await world.openDue('2026-11-23');
    const [before, owed] = [await of(ZONE), await dutiesOf(ZONE, '2026Q4')];
    const added = await add(ZONE, '2026-11-23');
    expect(added.json<CollectiveView>().members).toHaveLength(14);
    const gained = await of(
      ZONE,
      sql`c.since = '2026-11-23' AND c.ack_state = 'pending' AND c.until IS NULL`,
    );
    expect(gained).toBeGreaterThan(10);
    // what it supported by name and leads now is ended, not doubled
    expect(await of(ZONE, sql`c.until IS NULL`)).toBe(await of('360424'));
    expect(await of(ZONE)).toBe(before + gained);
    await world.openDue('2026-12-01');
    expect(await dutiesOf(ZONE, '2026Q4')).toBe(owed);
    await world.openDue('2027-01-01');
    expect(await dutiesOf(ZONE, '2027Q1')).toBe(await of(ZONE, sql`c.until IS NULL`));
  });

  test('a unit that leaves on a later day owes until then and nothing new after it', async () => {
    await world.openDue('2026-12-01');
    const owed = await dutiesOf('360424', '2026Q4');
    expect((await end('360424', '2027-01-01')).statusCode).toBe(200);
    expect(await of('360424', sql`c.until = '2027-01-01' AND c.ack_state = 'pending'`)).toBe(owed);
    const days = world.app.get(ChargeDays);
    expect(await days.daily(SYSTEM, '2026-12-31')).toBe(0);
    expect(await days.daily(SYSTEM, '2027-01-01')).toBe(owed);
    expect(await days.daily(SYSTEM, '2027-01-01')).toBe(0);
    expect(await of('360424', sql`c.ack_state = 'ended'`)).toBe(owed);
    expect(await dutiesOf('360424', '2026Q4')).toBe(owed);
    await world.openDue('2027-01-01');
    expect(await dutiesOf('360424', '2027Q1')).toBe(0);
    // the seeds know the members as they were, and yield
    expect((await world.app.get(SeedingService).seedPlan(seedFiles())).settled).toBe(true);
  });

  test('a unit that leaves today is charged no more, and may come back', async () => {
    const charges = await of('360424');
    await end('360424', '2026-11-23');
    expect(await of('360424', sql`c.ack_state = 'ended'`)).toBe(charges);
    expect((await add('360424', '2026-11-22')).json<ProblemView>().code).toBe('member-already');
    expect((await add('360424', '2027-04-01')).statusCode).toBe(201);
    expect(await of('360424', sql`c.since = '2027-04-01'`)).toBe(charges);
    expect((await world.app.get(SeedingService).seedPlan(seedFiles())).settled).toBe(true);
  });

  test('the files may name members who came and went since the plan was issued', async () => {
    const files = seedFiles();
    const zone = files.units.find(({ code }) => code === ZONE)?.name ?? '';
    files.collectives[0]?.members.push({ member: zone, since: '2021-05-01', until: '2023-01-01' });
    const { counts } = await world.app.get(SeedingService).seedPlan(files);
    expect(counts.find(({ what }) => what === '责任')?.inserted).toBeGreaterThan(0);
    expect(await of(ZONE, sql`c.since = '2021-05-01' AND c.until = '2023-01-01'`)).toBeGreaterThan(0);
    await world.app.get(ChargeDays).daily(SYSTEM, '2026-11-23');
    expect(await of(ZONE, sql`c.until IS NOT NULL AND c.ack_state <> 'ended'`)).toBe(0);
    expect((await world.app.get(SeedingService).seedPlan(files)).settled).toBe(true);
  });

  test('refuses who is no unit, no member, or was merged, and days that cannot be', async () => {
    expect((await add('nobody', '2027-01-01')).json<ProblemView>().code).toBe('invalid-input');
    expect((await end(ZONE, '2027-01-01')).statusCode).toBe(404);
    expect((await end('360424', '2019-12-25')).json<ProblemView>().code).toBe('member-before-start');
    expect((await end('360424', '2027-01-01', await as(world.app, 'unit', 'gxj'))).statusCode).toBe(404);
    const twice = await Promise.all([add(ZONE, '2027-01-01'), add(ZONE, '2027-01-01')]);
    expect(twice.map(({ statusCode }) => statusCode).sort()).toEqual([201, 422]);
    const record = await world.count(sql`audit WHERE action LIKE 'collective.%'`);
    expect(record).toBe(1);
  });

  test('who was told of a released schedule signs within three workdays', async () => {
    const first = async () => {
      const gxj = await as(world.app, 'unit', 'gxj');
      return (await gxj.get('/api/charges')).json<Page<ChargeView>>().rows[0];
    };
    expect((await first())?.acknowledgeBy).toBeNull();
    world.goTo('2026-12-11');
    await world.release();
    world.goTo('2026-12-14'); // signs in, and is served by it
    expect((await first())?.acknowledgeBy).toBe('2026-12-17');
  });

  test('two charges in one item become one with a merger: the weaker ends, what is owed stays', async () => {
    await world.openDue('2026-12-01');
    const [goes, stays] = [await idOf(world.db, 'unit', 'nyncj'), await idOf(world.db, 'unit', 'scjgj')];
    const open = await world.count(sql`duty WHERE state = 'open'`);
    const both = await world.db.rows<{ itemId: number }>(sql`
      SELECT p.item_id AS "itemId" FROM charge p JOIN charge s ON s.item_id = p.item_id
       WHERE p.unit_id = ${goes} AND s.unit_id = ${stays}`);
    const merged = await office.post(
      `/api/units/${goes}/succession`,
      { successorId: stays, on: '2026-11-23', reason: '机构改革' },
      { 'if-match': '1' },
    );
    const { sharedItems } = merged.json<{
      sharedItems: { itemId: number; unitId: number; itemLabel: string }[];
    }>();
    expect(sharedItems.map(({ itemId }) => itemId).sort()).toEqual(both.map(({ itemId }) => itemId).sort());
    // 产业3 alone is led by the merged unit and supported by the other
    expect(sharedItems.filter(({ unitId }) => unitId === stays).map(({ itemLabel }) => itemLabel)).toEqual([
      '产业3',
    ]);
    expect(await world.count(sql`duty WHERE state = 'open'`)).toBe(open);
    expect(await world.count(sql`charge WHERE until = '2026-11-23' AND ack_state = 'ended'`)).toBe(
      both.length,
    );
    await world.openDue('2027-01-01');
    const doubled = await world.db.rows(sql`
      SELECT item_id FROM duty WHERE period = '2027Q1' AND unit_id IN (${goes}, ${stays})
       GROUP BY item_id HAVING COUNT(*) > 1`);
    expect(doubled).toEqual([]);
    expect((await world.app.get(SeedingService).seedPlan(seedFiles())).settled).toBe(true);
  });

  test('only 鄱阳湖生态科技城 is addressed and has nothing to do', async () => {
    const { rows } = (await office.get('/api/units?size=200')).json<Page<UnitView>>();
    const idle = rows.filter(({ chargeless }) => chargeless).map(({ name, remark }) => [name, remark]);
    expect(idle).toEqual([['鄱阳湖生态科技城', '主送,无任务']]);
  });
});
