import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { type Agent, as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { idOf } from '../plan/plan-app';
import { openDutiesApp, type World } from './duties-app';

eachDatabase('the list of duties', (open) => {
  let world: World;
  let db: Database;
  let office: Agent;
  let gxj: Agent;

  beforeAll(async () => {
    db = await open();
    world = await openDutiesApp(db, '2026-11-23');
    await world.appointContacts();
    await world.openDue('2026-11-23');
    await world.release();
    // told in time, and gone again: a session does not last a month
    await as(world.app, 'unit', 'gxj');
    world.goTo('2026-12-22');
    office = await as(world.app, 'office');
    gxj = await as(world.app, 'unit', 'gxj');
  });
  afterAll(() => world.app.close());

  const total = async (agent: Agent, query = '') => (await agent.get(`/api/duties?${query}`)).json().total;

  test('the office sees all, a page at a time, each once', async () => {
    const seen = new Set<number>();
    for (const page of [1, 2, 3]) {
      const { rows } = (await office.get(`/api/duties?size=200&page=${page}`)).json();
      for (const { id } of rows) seen.add(id);
    }
    expect(seen.size).toBe(471);
    expect(await total(office)).toBe(471);
  });

  test('a unit sees its own, a lead on request the parts of its items, and a foreign id is unknown', async () => {
    const own = await world.count(sql`duty d JOIN unit u ON u.id = d.unit_id WHERE u.code = 'gxj'`);
    expect(await total(gxj)).toBe(own);
    const parts = await world.count(sql`duty d JOIN item i ON i.id = d.item_id
      WHERE i.code IN ('industry-5', 'industry-6') AND d.role = 'support'`);
    expect(await total(gxj, 'parts=true')).toBe(own + parts);
    const foreign = await world.duty('task-1', 'fgw', '2026Q4');
    const unknown = await gxj.get('/api/duties/999999');
    for (const path of ['', '/events']) {
      const answer = await gxj.get(`/api/duties/${foreign.id}${path}`);
      expect(answer.statusCode).toBe(404);
      expect(answer.json().detail).toBe(unknown.json().detail);
    }
  });

  test('a row says what is owed, when, why and how it stands', async () => {
    const { id } = await world.duty('task-1', 'gxj', '2026Q4');
    const answer = await gxj.get(`/api/duties/${id}`);
    expect(answer.headers.etag).toBe('"1"');
    expect(answer.json()).toMatchObject({
      item: { code: 'task-1', label: '任务1', shortName: '质量管理工具' },
      unit: { name: '市工信局' },
      ...{ role: 'support', period: '2026Q4', periodText: '2026年第四季度', dueOn: '2026-12-21' },
      dueText: '2026年12月21日(周一)',
      why: '2026年12月20日为周日,顺延至12月21日(周一)',
      ...{ state: 'open', stateText: '待报送', version: 1, overdue: true, overdueWorkdays: 1, hold: null },
      light: { colour: 'red', shape: '■', word: '逾期', reason: '逾期1个工作日(原定12月21日)' },
      ...{ firstHandedAt: null, madeUp: false, reportRevision: 0 },
    });
  });

  test.each([
    ['role=lead', 47],
    ['overdue=true', 424],
    ['overdue=false', 47],
    ['light=red', 424],
    ['light=blue', 47],
    ['state=accepted', 0],
    ['period=2026Q4', 471],
    ['period=2027Q1', 0],
  ])('%s', async (query, count) => {
    expect(await total(office, query)).toBe(count);
  });

  test('words find items and units by part of their names', async () => {
    const task6 = await world.count(sql`duty d JOIN item i ON i.id = d.item_id WHERE i.label = '任务6'`);
    expect(await total(office, `q=${encodeURIComponent('任务6')}`)).toBe(task6);
    const xiushui = await world.count(sql`duty d JOIN unit u ON u.id = d.unit_id WHERE u.name = '修水县'`);
    expect(await total(office, `q=${encodeURIComponent('修水')}`)).toBe(xiushui);
  });

  test('filters by unit, item, schedule and plan narrow together', async () => {
    const unit = await idOf(db, 'unit', 'gxj');
    const item = await idOf(db, 'item', 'task-1');
    expect(await total(office, `unit=${unit}&item=${item}`)).toBe(1);
    const { id } = await world.scheduleId('lead-quarterly');
    expect(await total(office, `schedule=${id}`)).toBe(47);
    expect(await total(office, 'plan=1')).toBe(471);
    expect(await total(office, 'plan=77')).toBe(0);
  });

  test.each(['q=%25', 'q=_', `q=${encodeURIComponent("' OR 1=1 --")}`])(
    'the sign in %s is a letter like any other',
    async (query) => {
      expect(await total(office, query)).toBe(0);
    },
  );

  test.each([
    'sort=id;drop',
    'size=0',
    'size=201',
    'page=0',
    'unit=abc',
    'light=pink',
    'asOf=2026-02-30',
    'foo=1',
    'overdue=2',
  ])('%s is no sensible question', async (query) => {
    expect((await office.get(`/api/duties?${query}`)).statusCode).toBe(400);
  });

  test.each(['order', 'due', '-due', 'unit', 'item', '-period'])(
    'sorted by %s it is a list all the same',
    async (sort) => {
      expect((await office.get(`/api/duties?sort=${sort}&size=200`)).json().rows).toHaveLength(200);
    },
  );

  test('its history begins with the opening', async () => {
    const { id } = await world.duty('task-1', 'gxj', '2026Q4');
    const history = (await gxj.get(`/api/duties/${id}/events`)).json();
    expect(history[0]).toMatchObject({
      n: 0,
      kind: 'opened',
      kindText: '开期',
      day: '2026-11-23',
      state: 'open',
      dueOn: '2026-12-21',
    });
  });
});
