import { sql } from '../../../src/platform/database/sql';
import type { Agent } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { codeOf, openReporting, type Reporting } from './reporting';

eachDatabase('a unit that joins in the middle of a period', (open) => {
  let office: Reporting;
  let clerk: Agent;
  let scheduleId: number;
  beforeAll(async () => {
    office = await openReporting(await open(), '2026-12-18');
    clerk = await office.office();
    scheduleId = (await office.world.scheduleId('support-quarterly')).id;
  });
  afterAll(() => office.world.app.close());

  /** The environment bureau supports no industry of the plan. */
  const joins = async (item: string, unit: string, role = 'support') => {
    const ids = await office.db.row<{ item: number; unit: number }>(sql`
      SELECT i.id AS item, u.id AS unit FROM item i, unit u WHERE i.code = ${item} AND u.code = ${unit}`);
    const joining = { unitId: ids?.unit, role, since: '2026-12-18', reason: '机构改革' };
    return (await clerk.post(`/api/items/${ids?.item}/charges`, joining)).json<{ id: number }>().id;
  };
  const add = (agent: Agent, chargeId: number, period = '2026Q4', schedule = scheduleId) =>
    agent.post(`/api/charges/${chargeId}/duties`, { scheduleId: schedule, period });

  test('owes nothing of it until a person says so; then once, with 5 workdays, told and on the record', async () => {
    const chargeId = await joins('industry-7', 'sthjj');
    expect(await office.world.openDue('2026-12-18')).toBe(0);
    const added = await add(clerk, chargeId);
    expect([added.statusCode, added.json()]).toMatchObject([
      201,
      { period: '2026Q4', dueOn: '2026-12-21', openedLate: true, trial: false, state: 'open' },
    ]);
    const duty = await office.duty('industry-7', 'sthjj');
    expect(duty).toMatchObject({ chargeId, ladderBase: '2026-12-25', ladderFrom: '2026-12-25' });
    expect(await office.history(duty.id)).toMatchObject([
      { kind: 'added', fromState: 'open', toState: 'open' },
    ]);
    expect(await office.notices('duty-added')).toMatchObject([{ unitId: duty.unitId, dutyId: duty.id }]);
    expect(await office.world.count(sql`audit WHERE action = 'duty.added'`)).toBe(1);
    expect(
      await office.world.count(
        sql`period_open WHERE duties = 425 AND schedule_id = ${scheduleId} AND period = '2026Q4'`,
      ),
    ).toBe(1);
    const again = await add(clerk, chargeId);
    expect([again.statusCode, codeOf(again)]).toEqual([409, 'duty-exists']);
  });

  test('postponed, the joiner has the day the others have', async () => {
    const moved = {
      period: '2026Q4',
      newDueOn: '2026-12-23',
      noticeNo: '9号',
      noticeOn: '2026-12-18',
      reason: '汛情',
    };
    expect((await clerk.post(`/api/schedules/${scheduleId}/postponements`, moved)).statusCode).toBe(200);
    const chargeId = await joins('industry-6', 'sthjj');
    expect((await add(clerk, chargeId)).json()).toMatchObject({ dueOn: '2026-12-23' });
  });

  test('is refused where nothing is asked', async () => {
    const chargeId = await joins('industry-5', 'sthjj');
    const lead = (await office.world.scheduleId('lead-quarterly')).id;
    const joined = await office.unit('sthjj');
    const before = await office.fingerprint();
    expect(codeOf(await add(clerk, chargeId, '2026Q4', lead))).toBe('charge-not-asked');
    expect(codeOf(await add(clerk, chargeId, '2027Q1'))).toBe('period-not-open');
    expect((await add(clerk, 9_999_999)).statusCode).toBe(404);
    expect((await add(joined, chargeId)).statusCode).toBe(404);
    expect(await office.fingerprint()).toBe(before);
  });
});
