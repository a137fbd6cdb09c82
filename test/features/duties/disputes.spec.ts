import { sql } from '../../../src/platform/database/sql';
import type { Agent } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { codeOf, FULL, ifMatch, openReporting, type Reporting, saying } from './reporting';

const RETURN = { reasons: [{ code: 'vague', field: 'progress', note: '' }] };
const PAPER = { ...FULL, via: 'paper', receivedOn: '2026-12-11', reason: '县里停电,送来纸质件' };

eachDatabase('disputes', (open) => {
  let office: Reporting;
  let clerk: Agent;
  let colleague: Agent;
  beforeAll(async () => {
    office = await openReporting(await open());
    clerk = await office.office();
    colleague = await office.office();
  });
  afterAll(() => office.world.app.close());

  const reviewOf = async (reportId: number): Promise<number> => {
    const row = await office.db.row<{ id: number }>(
      sql`SELECT id FROM review WHERE report_id = ${reportId} AND revoked_at IS NULL`,
    );
    return row?.id ?? 0;
  };
  const answer = (agent: Agent, id: number, upheld: boolean) =>
    agent.post(`/api/disputes/${id}/answer`, { upheld, answer: '已核实' });

  test('an upheld objection to a return puts the report back as handed in; somebody else answered; then it is accepted', async () => {
    const gxj = await office.unit('gxj');
    const reportId = await office.handedIn(gxj, 'industry-5', 'gxj');
    await office.on(clerk, reportId, 'return', RETURN);
    const raised = await gxj.post(`/api/reviews/${await reviewOf(reportId)}/dispute`, {
      reason: '已写明做法',
    });
    expect(raised.json()).toMatchObject({ state: 'pending', what: '「产业5 纺织」2026年第四季度报告的退回' });
    expect(await office.notices('dispute-raised')).toMatchObject([{ unitId: 0, audience: 'office' }]);
    const { id } = raised.json<{ id: number }>();
    expect(codeOf(await answer(clerk, id, true))).toBe('own-decision');
    office.world.clock.advance(600_000);
    expect((await answer(colleague, id, true)).json()).toMatchObject({
      state: 'upheld',
      stateText: '异议成立',
    });
    expect(await office.duty('industry-5', 'gxj')).toMatchObject({
      state: 'submitted',
      owedOn: null,
      ladderFrom: null,
    });
    expect(await office.notices('dispute-answered')).toHaveLength(1);
    expect(codeOf(await answer(colleague, id, true))).toBe('wrong-state');
    expect((await office.on(clerk, reportId, 'acceptance')).statusCode).toBe(200);
    // the office's own clock began anew with the answer
    const started = await office.db.row(
      sql`SELECT handed_at AS "handedAt" FROM review WHERE id = ${await reviewOf(reportId)}`,
    );
    expect(started).toEqual({ handedAt: '2026-12-14T01:10:00.000Z' });
  });

  test('a refused objection leaves the return as it is; while it waits it is not raised twice', async () => {
    const swj = await office.unit('swj');
    const reportId = await office.handedIn(swj, 'industry-7', 'swj');
    await office.on(clerk, reportId, 'return', RETURN);
    const url = `/api/reviews/${await reviewOf(reportId)}/dispute`;
    const { id } = (await swj.post(url, { reason: '不同意' })).json<{ id: number }>();
    expect(codeOf(await swj.post(url, { reason: '不同意' }))).toBe('dispute-pending');
    const before = await office.duty('industry-7', 'swj');
    await answer(colleague, id, false);
    expect(await office.duty('industry-7', 'swj')).toEqual(before);
  });

  test('upheld after the rework came in, only the record changes', async () => {
    const kjj = await office.unit('kjj');
    const reportId = await office.handedIn(kjj, 'task-10', 'kjj');
    await office.on(clerk, reportId, 'return', RETURN);
    const raised = await kjj.post(`/api/reviews/${await reviewOf(reportId)}/dispute`, { reason: '已写明' });
    await office.handIn(kjj, 'task-10', 'kjj', { ...FULL, progress: '改稿' });
    const before = await office.duty('task-10', 'kjj');
    await answer(colleague, raised.json<{ id: number }>().id, true);
    expect(await office.duty('task-10', 'kjj')).toEqual(before);
    expect((await kjj.get(`/api/reports/${reportId}`)).json()).toMatchObject({
      state: 'returned',
      reviews: [{ revokedAt: '2026-12-14T01:10:00.000Z' }],
    });
  });

  test('a paper report counts from the day it came; the unit is told, objects, and owes again when it was right', async () => {
    const { id, version, unitId } = await office.duty('task-1', 'slj');
    const future = await clerk.post(
      `/api/duties/${id}/on-behalf-reports`,
      { ...PAPER, receivedOn: '2026-12-15' },
      ifMatch(version),
    );
    expect(codeOf(future)).toBe('received-in-future');
    const longAgo = await clerk.post(
      `/api/duties/${id}/on-behalf-reports`,
      { ...PAPER, receivedOn: '1990-01-01' },
      ifMatch(version),
    );
    expect([longAgo.statusCode, codeOf(longAgo)]).toEqual([422, 'received-before-opening']);
    const entered = await clerk.post(`/api/duties/${id}/on-behalf-reports`, PAPER, ifMatch(version));
    expect(entered.json()).toMatchObject({ state: 'accepted', madeUp: false });
    expect(entered.json<{ firstHandedAt: string }>().firstHandedAt < '2026-12-11T16:00:00.000Z').toBe(true);
    expect(await office.notices('on-behalf')).toMatchObject([{ unitId, dutyId: id, facts: saying('纸质') }]);
    expect(await office.history(id)).toMatchObject([{ kind: 'on-behalf', reason: PAPER.reason }]);

    const slj = await office.unit('slj');
    const { reportId } = entered.json<{ reportId: number }>();
    const raised = await slj.post(`/api/reports/${reportId}/dispute`, { reason: '不是我局的材料' });
    expect(raised.statusCode).toBe(201);
    expect(codeOf(await answer(clerk, raised.json<{ id: number }>().id, true))).toBe('own-decision');
    await answer(colleague, raised.json<{ id: number }>().id, true);
    expect(await office.duty('task-1', 'slj')).toMatchObject({
      state: 'open',
      owedOn: '2026-12-21',
      firstHandedAt: null,
    });
    expect((await slj.get(`/api/reports/${reportId}`)).json()).toMatchObject({ state: 'withdrawn' });
  });

  test("nobody objects to what is another unit's, to an acceptance, to an own report, or after 3 workdays", async () => {
    const gxj = await office.unit('gxj');
    const accepted = await office.handedIn(gxj, 'industry-6', 'gxj');
    await office.on(clerk, accepted, 'acceptance');
    expect(codeOf(await gxj.post(`/api/reviews/${await reviewOf(accepted)}/dispute`, { reason: '?' }))).toBe(
      'wrong-state',
    );
    expect(codeOf(await gxj.post(`/api/reports/${accepted}/dispute`, { reason: '?' }))).toBe('wrong-state');
    const wgxlj = await office.unit('wgxlj');
    const returned = await office.handedIn(wgxlj, 'industry-4', 'wgxlj');
    await office.on(clerk, returned, 'return', RETURN);
    const url = `/api/reviews/${await reviewOf(returned)}/dispute`;
    expect((await gxj.post(url, { reason: '?' })).statusCode).toBe(404);
    expect((await clerk.post(url, { reason: '?' })).statusCode).toBe(404);
    office.world.goTo('2026-12-18');
    const late = await (await office.unit('wgxlj')).post(url, { reason: '不同意' });
    expect([late.statusCode, codeOf(late)]).toEqual([422, 'dispute-too-late']);
    const mine = await (await office.unit('swj')).get('/api/disputes');
    expect(mine.json<{ total: number }>().total).toBe(1);
    expect(
      (await (await office.office()).get('/api/disputes?state=upheld')).json<{ total: number }>().total,
    ).toBe(3);
  });
});
