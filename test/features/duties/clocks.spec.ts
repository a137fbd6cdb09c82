import { sql } from '../../../src/platform/database/sql';
import { eachDatabase } from '../../support/databases';
import { openReporting, type Reporting } from './reporting';

const RETURN = {
  reasons: [{ code: 'missing-data', field: 'figures', note: '家数未填' }],
  fixBy: '2026-12-30',
};

eachDatabase('the four clocks of a duty', (open) => {
  let office: Reporting;
  beforeAll(async () => {
    office = await openReporting(await open(), '2026-12-14');
  });
  afterAll(() => office.world.app.close());

  const clocks = async (item: string, unit: string) => {
    const { id } = await office.duty(item, unit);
    return (await (await office.office()).get(`/api/duties/${id}`)).json<{ clocks: object }>().clocks;
  };

  test('run apart: late with the report, in time with the rework, and the office late with its review', async () => {
    // told on 14 December, to sign within 3 workdays
    await office.unit('swj');
    office.world.goTo('2026-12-28');
    const first = await office.handedIn(await office.unit('swj'), 'industry-7', 'swj');
    expect(await clocks('industry-7', 'swj')).toEqual({
      acknowledgement: { dueOn: '2026-12-17', at: '2026-12-28T01:00:00.000Z', lateWorkdays: 7 },
      report: {
        ...{ dueOn: '2026-12-25', firstHandedAt: '2026-12-28T01:00:00.000Z' },
        ...{ onTime: false, lateWorkdays: 1, scored: true },
      },
      rework: [],
      review: { dueOn: '2027-01-05', at: null, lateWorkdays: 0 },
    });
    expect((await office.on(await office.office(), first, 'return', RETURN)).statusCode).toBe(200);
    office.world.goTo('2026-12-29');
    await office.handedIn(await office.unit('swj'), 'industry-7', 'swj');
    office.world.goTo('2027-01-07');
    expect(await clocks('industry-7', 'swj')).toMatchObject({
      report: { firstHandedAt: '2026-12-28T01:00:00.000Z', onTime: false, lateWorkdays: 1 },
      rework: [{ round: 2, fixBy: '2026-12-30', handedAt: '2026-12-29T01:00:00.000Z', lateWorkdays: 0 }],
      review: { dueOn: '2027-01-06', at: null, lateWorkdays: 1 },
    });
  });

  test('a return that was revoked asked for no rework, and nothing starts a review of a part', async () => {
    office.world.goTo('2026-12-24');
    const nyncj = await office.unit('nyncj');
    const report = await office.handedIn(nyncj, 'industry-3', 'nyncj');
    await office.on(await office.office(), report, 'return', RETURN);
    expect(await clocks('industry-3', 'nyncj')).toMatchObject({ rework: [{ round: 2, handedAt: null }] });
    await office.db.write(() =>
      office.db.changed(sql`UPDATE review SET revoked_at = at WHERE report_id = ${report}`),
    );
    expect(await clocks('industry-3', 'nyncj')).toMatchObject({ rework: [] });
    expect(await clocks('task-1', 'gxj')).toMatchObject({
      review: { dueOn: null, at: null, lateWorkdays: 0 },
    });
  });
});
