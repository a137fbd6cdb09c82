import { sql } from '../../../src/platform/database/sql';
import type { Agent } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { codeOf, FULL, ifMatch, openReporting, type Reporting, saying } from './reporting';

const RETURN = { reasons: [{ code: 'missing-data', field: 'figures', note: '认证新增家数未填' }] };

eachDatabase('reviews', (open) => {
  let office: Reporting;
  let clerk: Agent;
  beforeAll(async () => {
    office = await openReporting(await open());
    clerk = await office.office();
  });
  afterAll(() => office.world.app.close());

  test('accepting ends every clock; a remark for next time is told, a bare acceptance is not', async () => {
    const gxj = await office.unit('gxj');
    const plain = await office.handedIn(gxj, 'industry-6', 'gxj');
    expect((await office.on(clerk, plain, 'acceptance')).json()).toMatchObject({
      state: 'accepted',
      owedOn: null,
    });
    expect(await office.notices('accepted')).toEqual([]);
    const reportId = await office.handedIn(gxj, 'industry-5', 'gxj');
    await office.on(clerk, reportId, 'acceptance', { remark: '请附企业名单' });
    const { id, unitId } = await office.duty('industry-5', 'gxj');
    expect(await office.notices('accepted')).toMatchObject([
      { unitId, dutyId: id, facts: saying('请附企业名单') },
    ]);
    expect((await gxj.get(`/api/reports/${reportId}`)).json()).toMatchObject({
      state: 'standing',
      reviews: [{ verdict: 'accept', verdictText: '通过', remark: '请附企业名单', selfReview: false }],
    });
  });

  test('a return opens round 2, owed by the fix-by day; the first moment stands, and mended it waits again', async () => {
    const swj = await office.unit('swj');
    const reportId = await office.handedIn(swj, 'industry-7', 'swj');
    const returned = await office.on(clerk, reportId, 'return', RETURN);
    expect(returned.json()).toMatchObject({ state: 'returned', round: 2, owedOn: '2026-12-17' });
    const duty = await office.duty('industry-7', 'swj');
    expect(duty).toMatchObject({ ladderFrom: '2026-12-17', firstHandedAt: '2026-12-14T01:00:00.000Z' });
    expect(await office.notices('returned')).toMatchObject([
      { unitId: duty.unitId, facts: saying('1.缺少数据(指标):认证新增家数未填') },
    ]);
    const mended = await office.handIn(swj, 'industry-7', 'swj', { ...FULL, progress: '新增12家,名单附后' });
    expect(mended.json()).toMatchObject({ revision: 2, state: 'submitted', madeUp: false });
    expect((await office.history(duty.id)).map(({ kind }) => kind)).toEqual([
      'submitted',
      'returned',
      'submitted',
    ]);
  });

  test('of an acceptance and a return at the same moment one wins; the report has one review', async () => {
    const kjj = await office.unit('kjj');
    const reportId = await office.handedIn(kjj, 'task-10', 'kjj');
    const { version } = await office.duty('task-10', 'kjj');
    const answers = await Promise.all([
      clerk.post(`/api/reports/${reportId}/acceptance`, {}, ifMatch(version)),
      clerk.post(`/api/reports/${reportId}/return`, RETURN, ifMatch(version)),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
    expect(await office.world.count(sql`review WHERE report_id = ${reportId}`)).toBe(1);
  });

  test.each([
    ['no reason', { reasons: [] }, 400],
    ['an unknown reason', { reasons: [{ code: 'ugly', field: 'whole' }] }, 400],
    ['a fix-by day of today', { ...RETURN, fixBy: '2026-12-14' }, 422],
  ])('a return with %s is refused and changes nothing', async (_, body, status) => {
    const wgxlj = await office.unit('wgxlj');
    await office.handIn(wgxlj, 'industry-4', 'wgxlj');
    const { id } = await office.duty('industry-4', 'wgxlj');
    const report = await office.db.row<{ id: number }>(
      sql`SELECT id FROM report WHERE duty_id = ${id} AND state = 'standing'`,
    );
    const before = await office.fingerprint();
    expect((await office.on(clerk, report?.id ?? 0, 'return', body)).statusCode).toBe(status);
    expect(await office.fingerprint()).toBe(before);
  });

  test('a unit and a viewer review nothing, and parts are reviewed by nobody', async () => {
    const fgw = await office.unit('fgw');
    const part = await office.handedIn(fgw, 'task-1', 'fgw');
    expect((await office.on(fgw, part, 'acceptance')).statusCode).toBe(404);
    const accepted = await office.on(clerk, part, 'acceptance');
    expect([accepted.statusCode, codeOf(accepted)]).toEqual([409, 'wrong-state']);
    expect(
      (await clerk.get('/api/review-queue'))
        .json<{ rows: { item: string }[] }>()
        .rows.map(({ item }) => item),
    ).not.toContain('任务1 质量管理工具');
  });

  test('who belongs to the unit leaves its report to a colleague, and reviews it only when there is none', async () => {
    const scjgj = await office.unit('scjgj');
    const seated = await office.office('scjgj');
    const reportId = await office.handedIn(scjgj, 'task-2', 'scjgj');
    const queue = (await seated.get('/api/review-queue?size=200')).json<{
      rows: { item: string; ownUnit: boolean }[];
    }>();
    expect(queue.rows.find(({ item }) => item.startsWith('任务2'))).toMatchObject({ ownUnit: true });
    const refused = await office.on(seated, reportId, 'acceptance');
    expect([refused.statusCode, codeOf(refused)]).toEqual([422, 'own-report']);

    const others = sql`role = 'office' AND unit_id = 0`;
    await office.db.write(() => office.db.changed(sql`UPDATE post SET state = 'ended' WHERE ${others}`));
    expect((await office.on(seated, reportId, 'acceptance')).statusCode).toBe(200);
    await office.db.write(() => office.db.changed(sql`UPDATE post SET state = 'active' WHERE ${others}`));
    expect((await scjgj.get(`/api/reports/${reportId}`)).json()).toMatchObject({
      reviews: [{ selfReview: true }],
    });
  });

  test('colleagues of a unit merged several times over are no others', async () => {
    const ended = sql`role = 'office' AND unit_id = 0`;
    const seated = await office.office('fgw');
    await office.office('fgw');
    const reportId = await office.handedIn(await office.unit('wgxlj'), 'industry-4', 'wgxlj');
    const merge = (unit: string, into: string | null) =>
      office.db.write(() =>
        office.db.changed(sql`
          UPDATE unit SET succeeded_by = (SELECT s.id FROM unit s WHERE s.code = ${into}) WHERE code = ${unit}`),
      );
    await merge('wgxlj', 'swj');
    await merge('swj', 'fgw');
    await office.db.write(() =>
      office.db.changed(
        sql`UPDATE post SET state = 'ended' WHERE ${ended} OR (role = 'office' AND unit_id = (SELECT id FROM unit WHERE code = 'scjgj'))`,
      ),
    );
    expect((await office.on(seated, reportId, 'acceptance')).statusCode).toBe(200);
    await office.db.write(() =>
      office.db.changed(sql`UPDATE post SET state = 'active' WHERE role = 'office'`),
    );
    await merge('swj', null);
    await merge('wgxlj', null);
    expect(await office.world.count(sql`review WHERE report_id = ${reportId} AND self_review = 1`)).toBe(1);
  });

  test('the digest stands beside the untouched text, and an old version does not overwrite a newer one', async () => {
    const xcb = await office.unit('xcb');
    const reportId = await office.handedIn(xcb, 'measure-3', 'xcb');
    const write = (text: string, version: number) =>
      clerk.put(`/api/reports/${reportId}/digest-text`, { text }, ifMatch(version));
    expect((await write('新增12家。', 0)).json()).toEqual({ text: '新增12家。', version: 1 });
    expect((await write('新增12家企业。', 1)).json()).toMatchObject({ version: 2 });
    expect((await write('别的', 1)).statusCode).toBe(412);
    expect((await write('别的', 0)).statusCode).toBe(412);
    expect((await xcb.get(`/api/reports/${reportId}`)).json()).toMatchObject({
      progress: FULL.progress,
      digest: { text: '新增12家企业。', version: 2 },
    });
  });

  test('an accepted report is opened again by the office, or by the unit itself; both begin a round', async () => {
    const czj = await office.unit('czj');
    const reportId = await office.handedIn(czj, 'measure-2', 'czj');
    await office.on(clerk, reportId, 'acceptance');
    const accepted = await office.duty('measure-2', 'czj');
    const reason = { reason: '数据有误' };
    const reopened = await clerk.post(
      `/api/duties/${accepted.id}/reopening`,
      reason,
      ifMatch(accepted.version),
    );
    expect(reopened.json()).toMatchObject({ state: 'returned', round: 2, owedOn: '2026-12-17' });
    expect(await office.notices('reopened')).toHaveLength(1);
    await office.on(clerk, await office.handedIn(czj, 'measure-2', 'czj'), 'acceptance');
    const again = await office.duty('measure-2', 'czj');
    const corrected = await czj.post(`/api/duties/${again.id}/correction`, reason, ifMatch(again.version));
    expect(corrected.json()).toMatchObject({ state: 'returned', round: 3 });
    expect(
      (await czj.post(`/api/duties/${again.id}/correction`, reason, ifMatch(again.version + 1))).statusCode,
    ).toBe(409);
  });

  test('a waiver needs its reason, tells the unit and ends what is owed; of many, one refusal refuses all', async () => {
    const open1 = await office.duty('task-6', '360424');
    const handedIn = await office.duty('industry-6', 'gxj');
    const both = await clerk.post('/api/waivers', { dutyIds: [open1.id, handedIn.id], reason: '机构改革' });
    expect(both.statusCode).toBe(422);
    expect(both.json<{ rows: object[] }>().rows).toMatchObject([
      { dutyId: open1.id, code: 'ok' },
      { dutyId: handedIn.id, code: 'wrong-state' },
    ]);
    expect(await office.duty('task-6', '360424')).toMatchObject({ state: 'open' });
    const waived = await clerk.post(
      `/api/duties/${open1.id}/waiver`,
      { reason: '机构改革' },
      ifMatch(open1.version),
    );
    expect(waived.json()).toMatchObject({ state: 'waived', owedOn: null });
    expect(await office.duty('task-6', '360424')).toMatchObject({
      waivedReason: '机构改革',
      ladderFrom: null,
    });
    expect(await office.notices('waived')).toMatchObject([{ dutyId: open1.id }]);
  });

  test('the queue shows the office its own days left, and the clock page what came late', async () => {
    const page = (await clerk.get('/api/review-queue?size=200')).json<{
      rows: { item: string }[];
      total: number;
    }>();
    const mended = page.rows.find(({ item }) => item.startsWith('产业7'));
    expect(mended).toMatchObject({
      reviewDueOn: '2026-12-21',
      workdaysLeft: 5,
      round: 2,
      partsReceived: 0,
      previous: null,
    });
    office.world.goTo('2026-12-23');
    const later = await office.office();
    const clock = (await later.get('/api/review-clock?period=2026Q4')).json<{ late: { item: string }[] }>();
    expect(clock).toMatchObject({ waiting: page.total, waitingLate: page.total, reviewedLate: 0 });
    expect(clock.late.find(({ item }) => item.startsWith('产业7'))).toMatchObject({
      workdaysLate: 2,
      reviewedAt: null,
    });
  });

  test('beside a report stands what was accepted before and what was asked then', async () => {
    await office.world.openDue('2027-01-04');
    office.world.goTo('2027-01-04');
    const gxj = await office.unit('gxj');
    await office.handIn(gxj, 'industry-5', 'gxj', FULL, '2027Q1');
    const queue = (await (await office.office()).get('/api/review-queue?size=200')).json<{
      rows: { period: string }[];
    }>();
    expect(queue.rows.find(({ period }) => period === '2027Q1')).toMatchObject({
      previous: { periodText: '2026年第四季度', progress: FULL.progress, remark: '请附企业名单' },
    });
  });
});
