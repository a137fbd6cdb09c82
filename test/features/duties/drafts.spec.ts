import { sql } from '../../../src/platform/database/sql';
import { eachDatabase } from '../../support/databases';
import { codeOf, FULL, ifMatch, openReporting, type Reporting } from './reporting';

eachDatabase('drafts', (open) => {
  let office: Reporting;
  beforeAll(async () => {
    office = await openReporting(await open());
  });
  afterAll(() => office.world.app.close());

  test('two contacts share a draft: the slower one is told who was faster, and neither text is lost', async () => {
    const [first, second] = [await office.unit('gxj'), await office.unit('gxj')];
    const { id } = await office.duty('industry-5', 'gxj');
    const url = `/api/duties/${id}/draft`;
    const empty = await first.get(url);
    expect([empty.json<{ version: number }>().version, empty.headers.etag]).toEqual([0, '"0"']);
    expect((await first.put(url, { progress: '已摸底' }, ifMatch(0))).json()).toMatchObject({
      version: 1,
      kind: 'full',
    });
    const late = await second.put(url, { progress: '另一稿' }, ifMatch(0));
    expect([late.statusCode, codeOf(late)]).toEqual([412, 'draft-changed']);
    expect(late.json<{ facts: object }>().facts).toEqual({
      by: first.session.account.displayName,
      time: '09:00',
    });
    expect((await second.get(url)).json()).toMatchObject({ progress: '已摸底', version: 1 });
    expect((await second.put(url, { progress: '合并稿' }, ifMatch(1))).json()).toMatchObject({ version: 2 });
  });

  test('handing in uses the draft up: who types on is told that it changed', async () => {
    const swj = await office.unit('swj');
    const { id } = await office.duty('industry-7', 'swj');
    await swj.put(`/api/duties/${id}/draft`, { progress: '已摸底' }, ifMatch(0));
    await office.handIn(swj, 'industry-7', 'swj');
    expect((await swj.put(`/api/duties/${id}/draft`, { progress: '又一句' }, ifMatch(1))).statusCode).toBe(
      412,
    );
    expect(await office.world.count(sql`draft WHERE duty_id = ${id}`)).toBe(0);
  });

  test("the report that ends the year begins with what the year's earlier ones said, and no other sums it up", async () => {
    const { chargeId, id } = await office.duty('task-10', 'kjj');
    const { db } = office;
    await db.write(async () => {
      for (const [n, name] of ['一', '二', '三'].entries()) {
        const earlier = await db.row<{ id: number }>(sql`
          INSERT INTO duty (schedule_id, item_id, unit_id, charge_id, role, period, lead_period, opens_on, due_nominal,
            original_due_on, due_on, created_on, created_at, opened_late, counts, silent_nil, state, version, round,
            ladder_base, ladder_used, ladder_step)
          SELECT d.schedule_id, d.item_id, d.unit_id, d.charge_id, 'lead', ${`2026Q${n + 1}`}, ${`2026Q${n + 1}`},
                 ${`2026-0${n * 3 + 1}-01`}, d.due_on, d.due_on, d.due_on, d.created_on, d.created_at, 0, 1, 0, 'accepted',
                 2, 1, d.due_on, 0, 0 FROM duty d WHERE d.id = ${id} RETURNING id`);
        await db.changed(sql`
          INSERT INTO report (duty_id, revision, kind, progress, problems, next_steps, year_summary, remark,
                              missing_units, state, handed_at, via, by_account)
          VALUES (${earlier?.id ?? 0}, 1, 'full', ${`${name}季度新增12家`}, '', '', '', '', '[]',
                  ${n === 1 ? 'withdrawn' : 'standing'}, '2026-10-01T01:00:00.000Z', 'web', 1)`);
      }
    });
    const kjj = await office.unit('kjj');
    const begun = (await kjj.get(`/api/duties/${id}/draft`)).json<object>();
    const yearSummary = '2026年第一季度:\n一季度新增12家\n\n2026年第三季度:\n三季度新增12家';
    expect(begun).toMatchObject({ version: 0, progress: '', yearSummary });
    expect((await kjj.get(`/api/duties/${id}`)).json()).toMatchObject({
      reportName: '2026年第四季度暨年度报告',
    });
    await kjj.put(`/api/duties/${id}/draft`, { yearSummary: '全年36家' }, ifMatch(0));
    expect((await kjj.get(`/api/duties/${id}/draft`)).json()).toMatchObject({ yearSummary: '全年36家' });

    const third = await office.duty('task-10', 'kjj', '2026Q3');
    expect(third.chargeId).toBe(chargeId);
    const early = await kjj.put(`/api/duties/${third.id}/draft`, { yearSummary: '全年' }, ifMatch(0));
    expect([early.statusCode, codeOf(early)]).toEqual([422, 'no-year-summary']);
    const part = await office.handIn(await office.unit('yzj'), 'industry-7', 'yzj', {
      ...FULL,
      yearSummary: '全年',
    });
    expect(codeOf(part)).toBe('no-year-summary');
  });

  test("nobody reads another unit's draft, the office neither; a secrecy mark is not even kept as a draft", async () => {
    const nyncj = await office.unit('nyncj');
    const { id } = await office.duty('industry-3', 'nyncj');
    expect((await nyncj.put(`/api/duties/${id}/draft`, { remark: '绝密★' }, ifMatch(0))).statusCode).toBe(
      422,
    );
    for (const agent of [await office.unit('scjgj'), await office.office()]) {
      expect((await agent.get(`/api/duties/${id}/draft`)).statusCode).toBe(404);
      expect((await agent.put(`/api/duties/${id}/draft`, {}, ifMatch(0))).statusCode).toBe(404);
    }
    expect((await nyncj.put(`/api/duties/${id}/draft`, {})).statusCode).toBe(428);
    expect(await office.world.count(sql`draft WHERE duty_id = ${id}`)).toBe(0);
  });
});
