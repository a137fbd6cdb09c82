import { ServingService } from '../../../src/duties/serving/serving.service';
import type { Agent } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { setTerms } from '../plan/plan-app';
import { openDutiesApp } from './duties-app';
import { openReporting, type Reporting } from './reporting';

const RETURN = { reasons: [{ code: 'missing-data', field: 'figures', note: '认证新增家数未填' }] };

eachDatabase('the numbers the office has set', (open) => {
  let office: Reporting;
  let clerk: Agent;
  beforeAll(async () => {
    office = await openReporting(await open());
    await setTerms(office.world.app, {
      ...{ fixWorkdays: 5, reviewWorkdays: 2, extensionAnswerWorkdays: 1, extensionsAtMost: 1 },
      ...{ servedBeforeDueWorkdays: 3, servedGraceWorkdays: 8 },
    });
    clerk = await office.office();
  });
  afterAll(() => office.world.app.close());

  test('say when a review is due, and by when a returned or reopened report is to be mended', async () => {
    const swj = await office.unit('swj');
    const reportId = await office.handedIn(swj, 'industry-7', 'swj');
    const queue = (await clerk.get('/api/review-queue?size=200')).json<{ rows: object[] }>();
    expect(queue.rows).toMatchObject([{ reviewDueOn: '2026-12-16', workdaysLeft: 2 }]);
    expect((await office.on(clerk, reportId, 'return', RETURN)).json()).toMatchObject({
      owedOn: '2026-12-21',
    });
    const mended = await office.handedIn(swj, 'industry-7', 'swj');
    await office.on(clerk, mended, 'acceptance');
    const { id, version } = await office.duty('industry-7', 'swj');
    const body = { reason: '数据有误' };
    const reopened = await clerk.post(`/api/duties/${id}/reopening`, body, { 'if-match': `"${version}"` });
    expect(reopened.json()).toMatchObject({ owedOn: '2026-12-21' });
  });

  test('say how soon an extension is answered and how many are granted', async () => {
    const gxj = await office.unit('gxj');
    const { id } = await office.duty('industry-5', 'gxj');
    const ask = (newDueOn: string) =>
      gxj.post('/api/extensions', { dutyIds: [id], newDueOn, reason: '年终数据未齐' });
    const asked = (await ask('2026-12-28')).json<{ key: string }>();
    expect(asked).toMatchObject({ escalatesOn: '2026-12-15' });
    await clerk.post(`/api/extension-requests/${asked.key}/grant`, {});
    expect((await ask('2026-12-30')).json()).toMatchObject({ rows: [{ code: 'extension-used-up' }] });
  });

  test('say when an untold unit is held, and from when its ladder counts once it is told', async () => {
    const serving = office.world.app.get(ServingService);
    const part = () => office.duty('task-1', 'fgw');
    expect(await serving.holdUnserved('2026-12-15')).toBe(0);
    expect(await serving.holdUnserved('2026-12-16')).toBeGreaterThan(0);
    expect(await part()).toMatchObject({ holdReason: 'unserved' });
    const { unitId } = await part();
    await serving.serve([unitId], { via: 'phone', servedOn: '2026-12-16', by: 0 });
    expect(await part()).toMatchObject({ holdReason: null, ladderFrom: '2026-12-28' });
  });

  test('say from when the ladder of a late release counts', async () => {
    const world = await openDutiesApp(await open(), '2026-11-23');
    await world.appointContacts();
    await world.openDue('2026-11-23');
    await setTerms(world.app, { servedGraceWorkdays: 8 });
    world.goTo('2026-12-14');
    await world.release();
    expect(await world.duty('task-1', 'gxj', '2026Q4')).toMatchObject({ ladderFrom: '2026-12-24' });
    await world.app.close();
  });
});
