import { FixedClock } from '../../../src/platform/clock/clock';
import type { ChargeView } from '../../../src/plan/charge.view';
import { as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { chargeOf, openPlanApp, setTerms } from './plan-app';

eachDatabase('the office’s number of workdays for an objection', (open) => {
  test('says by when it is to be decided, also of one that waits already', async () => {
    const db = await open();
    const app = await openPlanApp(db, { clock: new FixedClock(new Date('2026-12-14T01:00:00Z')) });
    const gxj = await as(app, 'unit', 'gxj');
    const id = await chargeOf(db, 'task-1', 'gxj');
    await gxj.post(`/api/charges/${id}/objection`, { reason: '职能已划转' }, { 'if-match': '"1"' });
    const decideBy = async () => (await gxj.get(`/api/charges/${id}`)).json<ChargeView>().decideBy;
    expect(await decideBy()).toBe('2026-12-21');
    await setTerms(app, { objectionWorkdays: 8 });
    expect(await decideBy()).toBe('2026-12-24');
    await app.close();
  });
});
