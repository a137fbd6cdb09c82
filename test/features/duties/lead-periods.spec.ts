import { sql } from '../../../src/platform/database/sql';
import { eachDatabase } from '../../support/databases';
import { openDutiesApp } from './duties-app';
import { codeOf, FULL, Reporting } from './reporting';

eachDatabase('leads by the quarter and supporters by the half-year', (open) => {
  let office: Reporting;
  beforeAll(async () => {
    const world = await openDutiesApp(await open(), '2026-11-23');
    await world.appointContacts();
    await world.db.write(() =>
      world.db.changed(
        sql`UPDATE schedule SET frequency = 'half', from_period = '2026H2' WHERE code = 'support-quarterly'`,
      ),
    );
    await world.openDue('2026-11-23');
    await world.release();
    world.goTo('2026-12-14');
    office = new Reporting(world);
  });
  afterAll(() => office.world.app.close());

  test('the half-year part goes into the report of the fourth quarter', async () => {
    expect(await office.world.count(sql`duty WHERE role = 'support' AND lead_period = '2026Q4'`)).toBe(424);
    expect(await office.world.count(sql`duty WHERE role = 'lead' AND lead_period = period`)).toBe(47);
  });

  test('the lead is told, reads it, sees who is missing, urges and sends back; once it has handed in, it stands', async () => {
    const [yzj, swj] = [await office.unit('yzj'), await office.unit('swj')];
    expect((await office.handIn(yzj, 'industry-7', 'yzj', FULL, '2026H2')).statusCode).toBe(201);
    const lead = await office.duty('industry-7', 'swj');
    expect(await office.notices('part-arrived')).toMatchObject([{ unitId: lead.unitId }]);
    const parts = (await swj.get(`/api/duties/${lead.id}/parts`)).json<{
      received: number;
      total: number;
      parts: { missing: boolean; periodText: string; report: { id: number } | null }[];
    }>();
    expect(parts).toMatchObject({ received: 1, maySendBack: true });
    expect(parts.parts[0]?.periodText).toBe('2026年下半年');
    const reportId = parts.parts.find(({ report }) => report)?.report?.id ?? 0;
    expect((await swj.get(`/api/reports/${reportId}`)).statusCode).toBe(200);
    expect(
      (await swj.get('/api/duties?parts=true&role=support')).json<{ total: number }>().total,
    ).toBeGreaterThan(1);
    expect((await office.on(swj, reportId, 'send-back', { reason: '请补充名单' })).statusCode).toBe(200);
    expect((await office.handIn(yzj, 'industry-7', 'yzj', FULL, '2026H2')).statusCode).toBe(201);
    const handedIn = await office.handedIn(swj, 'industry-7', 'swj');
    const [report] = (await swj.get(`/api/duties/${lead.id}/reports`)).json<
      { id: number; missingUnits: string[] }[]
    >();
    expect(report?.id).toBe(handedIn);
    expect(report?.missingUnits).toHaveLength(parts.total - 1);
    expect(codeOf(await office.handIn(yzj, 'industry-7', 'yzj', FULL, '2026H2'))).toBe('lead-has-handed-in');
  });
});
