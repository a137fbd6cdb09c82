import { ExtensionEscalation } from '../../../src/duties/extensions/extension-escalation.service';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { type Agent, as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { openDutiesApp, type World } from './duties-app';

eachDatabase('trial and release', (open) => {
  let world: World;
  let db: Database;
  let office: Agent;

  beforeEach(async () => {
    db = await open();
    world = await openDutiesApp(db, '2026-11-23');
    await world.appointContacts();
    await world.openDue('2026-11-23');
    office = await as(world.app, 'office');
  });
  afterEach(() => world.app.close());

  const terms = { basis: '九质强办〔2026〕3号', basisOn: '2026-11-20', firstPeriod: '2026Q4' };
  let both: { id: number; version: number }[] = [];
  const releaseBoth = async (headers: Record<string, string> = {}) => {
    if (both.length === 0)
      both = [await world.scheduleId('lead-quarterly'), await world.scheduleId('support-quarterly')];
    return office.post('/api/releases', { ...terms, schedules: both }, headers);
  };

  test('in trial nothing climbs, nothing is told, and the light is grey 试运行', async () => {
    expect(await world.count(sql`duty WHERE ladder_from IS NOT NULL OR counts = 1`)).toBe(0);
    expect(await world.count(sql`notice`)).toBe(0);
    const { id } = await world.duty('task-1', 'gxj', '2026Q4');
    expect((await office.get(`/api/duties/${id}`)).json()).toMatchObject({
      trial: true,
      light: { colour: 'grey', reason: '试运行', shape: '○', word: '不计' },
    });
  });

  test('in trial nothing is told of what is handed in, sent back, returned or asked for; the pages show it', async () => {
    const post = async (agent: Agent, item: string, unit: string, step: string, body: object) => {
      const { id, version } = await world.duty(item, unit, '2026Q4');
      return agent.post(`/api/duties/${id}/${step}`, body, { 'if-match': `"${version}"` });
    };
    const text = { kind: 'full', progress: '新增获证企业12家' };
    const [part, lead] = [await as(world.app, 'unit', 'yzj'), await as(world.app, 'unit', 'swj')];
    const { reportId } = (await post(part, 'industry-7', 'yzj', 'reports', text)).json<{
      reportId: number;
    }>();
    const back = await lead.post(
      `/api/reports/${reportId}/send-back`,
      { reason: '请补充名单' },
      { 'if-match': '"2"' },
    );
    expect(back.statusCode).toBe(200);
    const handedIn = (await post(lead, 'industry-7', 'swj', 'reports', text)).json<{ reportId: number }>();
    const reasons = [{ code: 'missing-data', field: 'figures', note: '家数未填' }];
    const returned = await office.post(
      `/api/reports/${handedIn.reportId}/return`,
      { reasons },
      { 'if-match': '"2"' },
    );
    expect(returned.json()).toMatchObject({ state: 'returned' });
    const paper = { ...text, via: 'paper', receivedOn: '2026-11-23', reason: '单位网络故障' };
    expect((await post(office, 'task-1', 'slj', 'on-behalf-reports', paper)).statusCode).toBe(201);
    const { id } = await world.duty('industry-3', 'nyncj', '2026Q4');
    const asked = { dutyIds: [id], newDueOn: '2026-12-30', reason: '等数据' };
    const { key } = (await (await as(world.app, 'unit', 'nyncj')).post('/api/extensions', asked)).json<{
      key: string;
    }>();
    expect(await world.app.get(ExtensionEscalation).escalateExtensions('2026-12-10')).toBe(0);
    expect((await office.post(`/api/extension-requests/${key}/grant`, {})).json()).toMatchObject({
      pending: 0,
    });
    expect((await post(office, 'task-1', 'gxj', 'waiver', { reason: '机构调整' })).statusCode).toBe(200);
    expect(await world.count(sql`notice`)).toBe(0);
  });

  test('the preview shows the load and the lighter variants', async () => {
    const { id } = await world.scheduleId('lead-quarterly');
    const preview = (await office.get(`/api/schedules/${id}/release-preview`)).json();
    expect(preview.text).toBe('43个单位、每季471份:牵头47、配合424');
    expect(preview.perYear).toBe(1884);
    expect(preview.variants[0]).toEqual({ name: '配合单位改为半年报送', perYear: 188 + 848 });
    expect(preview.periods[0]).toMatchObject({ period: '2026Q4', dueOn: '2026-12-25' });
    expect(preview.withoutContact).toEqual([]);
  });

  test('released together once their first period is over, they count from the present one', async () => {
    world.goTo('2027-04-12');
    await world.openDue('2027-04-12');
    expect(await world.release()).toBe(2);
    expect(await world.count(sql`schedule WHERE state = 'released' AND first_counting = '2027Q2'`)).toBe(2);
    expect(await world.count(sql`duty WHERE counts = 1 AND period <> '2027Q2'`)).toBe(0);
    expect(await world.count(sql`duty WHERE counts = 1`)).toBe(471);
  });

  test('a schedule that has run out is left in trial when all are released', async () => {
    await db.write(() => db.changed(sql`UPDATE schedule SET last_period = '2027Q1' WHERE role = 'lead'`));
    world.goTo('2027-04-12');
    expect(await world.release()).toBe(1);
    expect(await world.count(sql`schedule WHERE state = 'trial' AND role = 'lead'`)).toBe(1);
  });

  test('both are released by one notice: the open duties count, the ladder arms, every unit is told once', async () => {
    const key = { 'idempotency-key': 'release-2026-3' };
    expect((await releaseBoth(key)).statusCode).toBe(201);
    // a broken line, the same notice sent again
    expect((await releaseBoth(key)).headers['idempotency-replayed']).toBe('true');
    expect(await world.count(sql`duty WHERE counts = 1 AND ladder_from = due_on`)).toBe(471);
    expect(await world.count(sql`duty WHERE version <> 1`)).toBe(0);
    const told = await db.rows<{ facts: string }>(sql`
      SELECT n.facts FROM notice n JOIN unit u ON u.id = n.unit_id WHERE u.code = 'gxj'`);
    expect(told).toHaveLength(1);
    expect(JSON.parse(told[0]?.facts ?? '')).toMatchObject({
      basis: '九质强办〔2026〕3号',
      period: '2026年第四季度',
      lead: 2,
      dueDays: '配合事项12月21日前报牵头单位,牵头事项12月25日前报我办。',
    });
    expect(await world.count(sql`notice`)).toBe(43);
  });

  test('released when the due day is over, nobody is late before 5 workdays have passed', async () => {
    world.goTo('2026-12-22');
    await world.release();
    expect(await world.duty('task-1', 'gxj', '2026Q4')).toMatchObject({
      dueOn: '2026-12-21',
      ladderFrom: '2026-12-29',
    });
    expect(await world.duty('industry-5', 'gxj', '2026Q4')).toMatchObject({ ladderFrom: '2026-12-29' });
    office = await as(world.app, 'office');
    expect((await office.get('/api/duties?light=red')).json<{ total: number }>().total).toBe(0);
  });

  test('a second release is refused, and so is one with a stale version', async () => {
    const lead = await world.scheduleId('lead-quarterly');
    const stale = await office.post(`/api/schedules/${lead.id}/release`, terms, { 'if-match': '"9"' });
    expect(stale.statusCode).toBe(412);
    await releaseBoth();
    const again = await office.post(`/api/schedules/${lead.id}/release`, terms, { 'if-match': '"2"' });
    expect(again.json()).toMatchObject({ code: 'schedule-state', status: 409 });
  });

  test('one of two cannot be released: neither is', async () => {
    const lead = await world.scheduleId('lead-quarterly');
    const support = { ...(await world.scheduleId('support-quarterly')), version: 7 };
    expect((await office.post('/api/releases', { ...terms, schedules: [lead, support] })).statusCode).toBe(
      412,
    );
    expect(await world.count(sql`schedule WHERE state = 'released'`)).toBe(0);
    expect(await world.count(sql`notice`)).toBe(0);
  });

  test('released from the next period, the current one stays on trial', async () => {
    const lead = await world.scheduleId('lead-quarterly');
    const later = { ...terms, firstPeriod: '2027Q1' };
    await office.post(`/api/schedules/${lead.id}/release`, later, { 'if-match': '"1"' });
    expect(await world.count(sql`duty WHERE counts = 1`)).toBe(0);
    const told = await db.row<{ facts: string }>(sql`SELECT facts FROM notice WHERE kind = 'released'`);
    expect(JSON.parse(told?.facts ?? '')).toMatchObject({ dueDays: '牵头事项3月25日前(暂定)报我办。' });
    world.goTo('2027-01-04');
    await world.openDue('2027-01-04');
    expect(await world.count(sql`duty WHERE counts = 1`)).toBe(47);
  });

  test.each([
    ['a period of another frequency', '2026-12', 'period-wrong'],
    ['a period that is over', '2026Q3', 'period-over'],
  ])('%s cannot be the first to count', async (_, firstPeriod, code) => {
    const lead = await world.scheduleId('lead-quarterly');
    const answer = await office.post(
      `/api/schedules/${lead.id}/release`,
      { ...terms, firstPeriod },
      { 'if-match': '"1"' },
    );
    expect(answer.json().code).toBe(code);
  });

  test('units release nothing', async () => {
    const gxj = await as(world.app, 'unit', 'gxj');
    const lead = await world.scheduleId('lead-quarterly');
    const answer = await gxj.post(`/api/schedules/${lead.id}/release`, terms, { 'if-match': '"1"' });
    expect(answer.statusCode).toBe(404);
  });
});
