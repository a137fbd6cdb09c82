import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ChargeChanges } from '../../../src/plan/charge-changes';
import type { AcknowledgedView, ChargeView } from '../../../src/plan/charge.view';
import type { PlanView } from '../../../src/plan/plan.view';
import { ChargeDays } from '../../../src/plan/charge-days.service';
import { FixedClock } from '../../../src/platform/clock/clock';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import type { Page } from '../../../src/platform/http/page';
import type { ProblemView } from '../../../src/platform/http/problem.view';
import { SYSTEM } from '../../../src/platform/http/actor';
import { type Agent, as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { chargeOf, idOf, openPlanApp } from './plan-app';

const MORNING = new Date('2026-12-14T01:00:00Z');

eachDatabase('charges', (open) => {
  let db: Database;
  let app: NestFastifyApplication;
  let office: Agent;
  let gxj: Agent;
  const told: unknown[][] = [];

  beforeAll(async () => {
    db = await open();
    app = await openPlanApp(db, { clock: new FixedClock(MORNING) });
    const tell = (...words: unknown[]) => {
      told.push(words);
      return Promise.resolve();
    };
    app.get(ChargeChanges).register({
      objected: (_, ids, day) => tell('objected', ...ids, day),
      refused: (_, ids, day) => tell('refused', ...ids, day),
      ended: (_, id, why, day) => tell('ended', id, why, day),
    });
    office = await as(app, 'office');
    gxj = await as(app, 'unit', 'gxj');
  });
  beforeEach(() => {
    told.length = 0;
  });
  afterAll(() => app.close());

  const version = async (id: number) =>
    (await db.row<{ version: number }>(sql`SELECT version FROM charge WHERE id = ${id}`))?.version;
  const act = async (agent: Agent, id: number, what: string, body?: object) =>
    agent.post(`/api/charges/${id}/${what}`, body, { 'if-match': `"${await version(id)}"` });

  const idsSeen = async (unit: string) => {
    const page = (await (await as(app, 'unit', unit)).get('/api/charges?size=200')).json<Page<ChargeView>>();
    return page.rows.map(({ id }) => id);
  };

  test('a unit sees its own charges in document order and no others', async () => {
    const page = (await gxj.get('/api/charges?size=200')).json<Page<ChargeView>>();
    const mine = await db.row<{ n: number }>(sql`
      SELECT count(*) AS n FROM charge c JOIN unit u ON u.id = c.unit_id WHERE u.code = 'gxj'`);
    expect(page.total).toBe(mine?.n);
    expect(new Set(page.rows.map((row) => row.unitName))).toEqual(new Set(['市工信局']));
    expect(page.rows.filter((row) => row.role === 'lead').map((row) => row.itemLabel)).toEqual([
      '产业5',
      '产业6',
    ]);
    const foreign = await chargeOf(db, 'task-1', 'fgw');
    expect((await gxj.get(`/api/charges/${foreign}`)).statusCode).toBe(404);
    expect(
      (await gxj.get(`/api/charges?unit=${await idOf(db, 'unit', 'fgw')}`)).json<Page<ChargeView>>().total,
    ).toBe(0);
  });

  test('the office sees all 471', async () => {
    expect((await office.get('/api/charges')).json<Page<ChargeView>>().total).toBe(471);
    expect((await office.get('/api/charges?role=lead')).json<Page<ChargeView>>().total).toBe(47);
  });

  test('a unit named beside its collective shows what was 并入', async () => {
    const item = await idOf(db, 'item', 'task-6');
    const unit = await idOf(db, 'unit', '360424');
    await db.write(() =>
      db.changed(sql`
      INSERT INTO assignment (item_id, n, role, printed_name, lead_inferred, unit_id, collective_id)
      VALUES (${item}, 99, 'support', '修水县', 0, ${unit}, NULL)`),
    );
    const charge = (
      await office.get(`/api/charges/${await chargeOf(db, 'task-6', '360424')}`)
    ).json<ChargeView>();
    expect(charge).toMatchObject({ role: 'lead', printedName: '各县〔市、区〕政府', merged: ['修水县'] });
  });

  test('one click signs all that is pending, a second finds none, and the others stay', async () => {
    const first = (await gxj.post('/api/acknowledgements')).json<AcknowledgedView>();
    expect(first.count).toBeGreaterThan(5);
    expect((await gxj.post('/api/acknowledgements')).json()).toEqual({ count: 0 });
    expect((await office.get('/api/charges?state=acknowledged')).json<Page<ChargeView>>().total).toBe(
      first.count,
    );
  });

  test('an objection waits for the office, holds the ladder, and upheld ends the charge', async () => {
    const id = await chargeOf(db, 'task-1', 'gxj');
    const objected = await act(gxj, id, 'objection', { reason: '职能已划转' });
    expect(objected.json()).toMatchObject({
      ackState: 'objected',
      objection: '职能已划转',
      decideBy: '2026-12-21',
    });
    const decided = await act(office, id, 'decision', { verdict: 'upheld', note: '同意' });
    expect(decided.json()).toMatchObject({
      ackState: 'ended',
      until: '2026-12-14',
      decision: '同意',
      decideBy: null,
    });
    expect(told).toEqual([
      ['objected', id, '2026-12-14'],
      ['ended', id, 'upheld', '2026-12-14'],
    ]);
    expect((await act(office, id, 'decision', { verdict: 'upheld', note: '再来' })).statusCode).toBe(409);
  });

  test('a refused objection leaves the charge as acknowledged and the ladder resumes', async () => {
    const id = await chargeOf(db, 'task-2', 'gxj');
    await act(gxj, id, 'objection', { reason: '不归我局' });
    expect(
      (await act(office, id, 'decision', { verdict: 'refused', note: '方案列明' })).json<ChargeView>()
        .ackState,
    ).toBe('acknowledged');
    expect(told.at(-1)).toEqual(['refused', id, '2026-12-14']);
  });

  test('a withdrawn objection is as if it had been refused', async () => {
    const id = await chargeOf(db, 'task-3', 'gxj');
    await act(gxj, id, 'objection', { reason: '误报' });
    expect((await act(gxj, id, 'withdrawal')).json()).toMatchObject({
      ackState: 'acknowledged',
      decideBy: null,
    });
    expect(told.at(-1)).toEqual(['refused', id, '2026-12-14']);
  });

  test('不涉及 holds till its day and then waits for 签收 again, once', async () => {
    const id = await chargeOf(db, 'industry-1', 'gxj');
    await act(gxj, id, 'non-involvement', { reason: '本地没有此类企业' });
    const past = await act(office, id, 'decision', { verdict: 'upheld', until: '2026-12-13', note: '同意' });
    expect(past.json<ProblemView>().code).toBe('day-past');
    const found = await act(office, id, 'decision', { verdict: 'upheld', until: '2026-12-31', note: '同意' });
    expect(found.json()).toMatchObject({
      ackState: 'not-involved',
      notInvolvedUntil: '2026-12-31',
      until: null,
    });
    expect(told.at(-1)).toEqual(['ended', id, 'not-involved', '2026-12-14']);
    const days = app.get(ChargeDays);
    expect(await days.daily(SYSTEM, '2026-12-31')).toBe(0);
    expect(await days.daily(SYSTEM, '2027-01-01')).toBe(1);
    expect(await days.daily(SYSTEM, '2027-01-01')).toBe(0);
    expect((await gxj.get(`/api/charges/${id}`)).json<ChargeView>().ackState).toBe('pending');
  });

  test('who belongs to the unit does not answer its objection while somebody else can', async () => {
    const scjgj = await as(app, 'unit', 'scjgj');
    const seated = await as(app, 'office', 'scjgj');
    const id = await chargeOf(db, 'task-1', 'scjgj');
    await act(scjgj, id, 'objection', { reason: '应由多家牵头' });
    expect(
      (await act(seated, id, 'decision', { verdict: 'refused', note: '方案列明' })).json<ProblemView>().code,
    ).toBe('own-charge');
    expect((await act(office, id, 'decision', { verdict: 'refused', note: '方案列明' })).statusCode).toBe(
      200,
    );
  });

  test('a stale version, a missing one and another unit change nothing', async () => {
    const id = await chargeOf(db, 'industry-2', 'gxj');
    const body = { reason: '不归我局' };
    expect((await gxj.post(`/api/charges/${id}/objection`, body, { 'if-match': '"77"' })).statusCode).toBe(
      412,
    );
    expect((await gxj.post(`/api/charges/${id}/objection`, body)).statusCode).toBe(428);
    const other = await as(app, 'unit', 'fgw');
    expect((await act(other, id, 'objection', body)).statusCode).toBe(404);
    expect((await other.post(`/api/charges/${id}/acknowledgement`)).statusCode).toBe(404);
    expect((await act(office, id, 'objection', body)).statusCode).toBe(404);
    expect(told).toEqual([]);
  });

  test('of two who object at once, one is told that somebody was faster', async () => {
    const id = await chargeOf(db, 'task-4', 'gxj');
    const seen = { 'if-match': `"${await version(id)}"` };
    const answers = await Promise.all(
      ['一', '二'].map((reason) => gxj.post(`/api/charges/${id}/objection`, { reason }, seen)),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 412]);
  });

  test('a reassignment ends one charge and begins another; a supporter that takes the lead gives up its support', async () => {
    const id = await chargeOf(db, 'industry-3', 'nyncj');
    const support = await chargeOf(db, 'industry-3', 'scjgj');
    const toUnitId = await idOf(db, 'unit', 'scjgj');
    const begun = await act(office, id, 'reassignment', { toUnitId, on: '2027-01-01', reason: '分工调整' });
    expect(begun.json()).toMatchObject({
      unitId: toUnitId,
      role: 'lead',
      since: '2027-01-01',
      ackState: 'pending',
    });
    // until then the old ones count, and their units see them
    expect(told).toEqual([]);
    expect((await office.get(`/api/charges/${id}`)).json()).toMatchObject({
      ackState: 'pending',
      until: '2027-01-01',
    });
    expect(await idsSeen('nyncj')).toContain(id);
    const later = { on: '2027-02-01', reason: '再缓一缓' };
    expect((await act(office, id, 'end', later)).json<ProblemView>().code).toBe('charge-ends-sooner');

    const days = app.get(ChargeDays);
    expect(await days.daily(SYSTEM, '2026-12-31')).toBe(0);
    expect(await days.daily(SYSTEM, '2027-01-01')).toBe(2);
    expect(await days.daily(SYSTEM, '2027-01-01')).toBe(0);
    expect(told).toEqual([
      ['ended', id, 'left', '2027-01-01'],
      ['ended', support, 'left', '2027-01-01'],
    ]);
    expect((await office.get(`/api/charges/${id}`)).json<ChargeView>().ackState).toBe('ended');
  });

  test('a charge that ends today is over at once, one that ends tomorrow may still be signed', async () => {
    const [today, tomorrow] = [await chargeOf(db, 'task-2', 'fgw'), await chargeOf(db, 'task-3', 'fgw')];
    const left = await act(office, today, 'end', { on: '2026-12-14', reason: '机构改革' });
    expect(left.json()).toMatchObject({ ackState: 'ended', until: '2026-12-14' });
    expect(told).toEqual([['ended', today, 'left', '2026-12-14']]);
    await act(office, tomorrow, 'end', { on: '2026-12-15', reason: '机构改革' });
    expect(await idsSeen('fgw')).not.toContain(today);
    const fgw = await as(app, 'unit', 'fgw');
    await fgw.post('/api/acknowledgements');
    expect((await office.get(`/api/charges/${tomorrow}`)).json<ChargeView>().ackState).toBe('acknowledged');
  });

  test('a unit joins an item once, and a merged unit never', async () => {
    const itemId = await idOf(db, 'item', 'measure-1');
    const unitId = await idOf(db, 'unit', 'pyh');
    const joining = { unitId, role: 'support', since: '2027-01-01', reason: '补充通知' };
    const joined = await office.post(`/api/items/${itemId}/charges`, joining);
    expect(joined.json()).toMatchObject({ unitName: '鄱阳湖生态科技城', printedName: null, role: 'support' });
    expect((await office.post(`/api/items/${itemId}/charges`, joining)).json<ProblemView>().code).toBe(
      'charge-exists',
    );
    expect(
      (
        await act(office, joined.json<ChargeView>().id, 'end', { on: '2026-12-31', reason: '撤销' })
      ).json<ProblemView>().code,
    ).toBe('charge-before-start');
    const merged = await idOf(db, 'unit', 'lsglj');
    await db.write(() =>
      db.changed(
        sql`UPDATE unit SET succeeded_by = ${unitId}, succeeded_on = '2026-12-01' WHERE id = ${merged}`,
      ),
    );
    const late = await office.post(`/api/items/${itemId}/charges`, { ...joining, unitId: merged });
    expect(late.json<ProblemView>().code).toBe('unit-merged');
  });

  test('the unit names who handles it inside', async () => {
    const id = await chargeOf(db, 'industry-5', 'gxj');
    const named = await gxj.put(`/api/charges/${id}/internal-handler`, { handler: '消费品工业科' });
    expect(named.json()).toMatchObject({ internalHandler: '消费品工业科' });
  });

  test('the leads are confirmed once for all', async () => {
    const [plan] = (await office.get('/api/plans')).json<PlanView[]>();
    expect(plan).toMatchObject({ items: 23, leadsInferred: true, leadsConfirmedAt: null });
    const confirm = (v: number) =>
      office.post(`/api/plans/${plan?.id}/lead-confirmation`, undefined, { 'if-match': `${v}` });
    expect((await confirm(plan?.version ?? 0)).json()).toMatchObject({ leadsInferred: false, version: 2 });
    expect((await confirm(2)).json<ProblemView>().code).toBe('leads-confirmed');
  });

  test('where the office has nobody else, one of the unit answers, and the record shows it', async () => {
    const scjgj = await as(app, 'unit', 'scjgj');
    const seated = await as(app, 'office', 'scjgj');
    const id = await chargeOf(db, 'task-2', 'scjgj');
    await act(scjgj, id, 'objection', { reason: '应由多家牵头' });
    await db.write(() =>
      db.changed(sql`
        UPDATE account SET state = 'disabled' WHERE id <> ${seated.session.account.id}
           AND id IN (SELECT account_id FROM post WHERE role IN ('office', 'office-head'))`),
    );
    const decided = await act(seated, id, 'decision', { verdict: 'refused', note: '方案列明' });
    expect(decided.statusCode).toBe(200);
    const entry = await db.row<{ facts: string }>(sql`
      SELECT facts FROM audit WHERE action = 'charge.question-refused' AND subject_id = ${id}`);
    expect(JSON.parse(entry?.facts ?? '{}')).toMatchObject({ ownUnit: true });
  });
});
