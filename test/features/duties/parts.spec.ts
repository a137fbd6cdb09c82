import { sql } from '../../../src/platform/database/sql';
import { eachDatabase } from '../../support/databases';
import { codeOf, FULL, ifMatch, openReporting, type Reporting } from './reporting';

interface Parts {
  maySendBack: boolean;
  total: number;
  received: number;
  parts: {
    unitName: string;
    missing: boolean;
    version: number;
    report: { id: number; progress: string } | null;
  }[];
}

eachDatabase('parts', (open) => {
  let office: Reporting;
  beforeAll(async () => {
    office = await openReporting(await open());
  });
  afterAll(() => office.world.app.close());

  test('the lead sees its supporters in 建制顺序, what came and what is missing; another supporter sees nothing', async () => {
    const fgw = await office.unit('fgw');
    await office.handedIn(await office.unit('customs'), 'task-4', 'customs');
    const { id } = await office.duty('task-4', 'scjgj');
    const scjgj = await office.unit('scjgj');
    const parts = (await scjgj.get(`/api/duties/${id}/parts`)).json<Parts>();
    expect(parts).toMatchObject({ total: 15, received: 1, maySendBack: true });
    expect(parts.parts.slice(0, 3)).toMatchObject([
      { unitName: '市工信局', missing: true, report: null },
      {
        unitName: '九江海关',
        missing: false,
        stateText: '已交牵头单位',
        report: { progress: FULL.progress },
      },
      { unitName: '修水县', missing: true },
    ]);
    expect((await fgw.get(`/api/duties/${id}/parts`)).statusCode).toBe(404);
    expect((await (await office.office()).get(`/api/duties/${id}/parts`)).json()).toMatchObject({
      maySendBack: false,
    });
  });

  test('a part is read by its lead, by no other unit, and a part has no parts', async () => {
    const reportId = await office.handedIn(await office.unit('yzj'), 'industry-7', 'yzj');
    expect((await (await office.unit('swj')).get(`/api/reports/${reportId}`)).statusCode).toBe(200);
    expect((await (await office.unit('jtj')).get(`/api/reports/${reportId}`)).statusCode).toBe(404);
    const { id } = await office.duty('industry-7', 'yzj');
    expect((await (await office.unit('yzj')).get(`/api/duties/${id}/parts`)).statusCode).toBe(404);
  });

  test('the lead sends a part back until it has handed in; then the part stays as it is', async () => {
    const [gaj, sfj, scjgj] = [
      await office.unit('gaj'),
      await office.unit('sfj'),
      await office.unit('scjgj'),
    ];
    const first = await office.handedIn(gaj, 'task-8', 'gaj');
    const other = await office.handedIn(sfj, 'task-8', 'sfj');
    const sentBack = await office.on(scjgj, first, 'send-back', { reason: '请补充案件数' });
    expect(sentBack.json()).toMatchObject({ state: 'returned', round: 2, owedOn: '2026-12-17' });
    const part = await office.duty('task-8', 'gaj');
    expect(await office.notices('sent-back')).toMatchObject([{ unitId: part.unitId, dutyId: part.id }]);
    await office.handedIn(gaj, 'task-8', 'gaj', { ...FULL, progress: '案件3起' });

    expect((await office.handIn(scjgj, 'task-8', 'scjgj')).statusCode).toBe(201);
    expect(codeOf(await office.on(scjgj, other, 'send-back', { reason: '再补充' }))).toBe(
      'lead-has-handed-in',
    );
    const { id, version } = await office.duty('task-8', 'sfj');
    expect(codeOf(await sfj.post(`/api/duties/${id}/withdrawal`, {}, ifMatch(version)))).toBe(
      'lead-has-handed-in',
    );
  });

  test('nobody but the lead sends a part back, not the office and not one of many leads', async () => {
    const reportId = await office.handedIn(await office.unit('scjgj'), 'measure-4', 'scjgj');
    const before = await office.fingerprint();
    const county = await office.unit('360424');
    const { id } = await office.duty('measure-4', '360424');
    expect((await county.get(`/api/duties/${id}/parts`)).json()).toMatchObject({
      maySendBack: false,
      received: 1,
    });
    const refused = await office.on(county, reportId, 'send-back', { reason: '请补充' });
    expect([refused.statusCode, codeOf(refused)]).toEqual([409, 'collective-lead']);
    expect(
      (await office.on(await office.unit('fgw'), reportId, 'send-back', { reason: '请补充' })).statusCode,
    ).toBe(404);
    expect(
      (await office.on(await office.office(), reportId, 'send-back', { reason: '请补充' })).statusCode,
    ).toBe(404);
    expect(
      (await office.on(await office.unit('scjgj'), reportId, 'send-back', { reason: '请补充' })).statusCode,
    ).toBe(404);
    expect(await office.fingerprint()).toBe(before);
  });

  test('a lead hands in without parts and names who is missing: by default everybody who is', async () => {
    const gxj = await office.unit('gxj');
    await office.handedIn(await office.unit('jkq'), 'industry-5', 'jkq');
    const answer = await office.handIn(gxj, 'industry-5', 'gxj');
    const missing = answer.json<{ missingUnits: string[] }>().missingUnits;
    expect(missing).toHaveLength(14);
    expect(missing).toEqual(expect.arrayContaining(['360424', 'blh']));
    expect(missing).not.toContain('jkq');
    const named = await office.handIn(gxj, 'industry-6', 'gxj', { ...FULL, missingUnits: ['blh'] });
    const reportId = named.json<{ reportId: number }>().reportId;
    expect((await gxj.get(`/api/reports/${reportId}`)).json()).toMatchObject({
      missingUnits: ['八里湖新区'],
    });
    expect(await office.duty('industry-5', 'blh')).toMatchObject({ state: 'open', owedOn: '2026-12-21' });
  });

  test('a part withdrawn while its lead hands in is either back in time or refused: the list of the missing tells the truth', async () => {
    const [zjj, scjgj] = [await office.unit('zjj'), await office.unit('scjgj')];
    await office.handedIn(zjj, 'industry-1', 'zjj');
    const part = await office.duty('industry-1', 'zjj');
    const [withdrawn, lead] = await Promise.all([
      zjj.post(`/api/duties/${part.id}/withdrawal`, {}, ifMatch(part.version)),
      office.handIn(scjgj, 'industry-1', 'scjgj'),
    ]);
    const missing = lead.json<{ missingUnits: string[] }>().missingUnits.includes('zjj');
    const { state } = await office.duty('industry-1', 'zjj');
    expect([withdrawn.statusCode, missing]).toEqual(state === 'open' ? [200, true] : [409, false]);
    expect(await office.world.count(sql`report WHERE duty_id = ${part.id} AND state = 'standing'`)).toBe(
      missing ? 0 : 1,
    );
  });
});
