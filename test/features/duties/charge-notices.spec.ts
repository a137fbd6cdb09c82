import { sql } from '../../../src/platform/database/sql';
import { type Agent, as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { openDutiesApp, type World } from './duties-app';
import { ifMatch } from './reporting';

eachDatabase('what is told of a question about a charge', (open) => {
  let world: World;
  let office: Agent;
  beforeAll(async () => {
    world = await openDutiesApp(await open(), '2026-11-23');
    await world.appointContacts();
    office = await as(world.app, 'office');
  });
  afterAll(() => world.app.close());

  const chargeOf = (item: string, unit: string) =>
    world.db.row<{ id: number; version: number; unitId: number }>(sql`
      SELECT c.id, c.version, c.unit_id AS "unitId" FROM charge c JOIN item i ON i.id = c.item_id
        JOIN unit u ON u.id = c.unit_id WHERE i.code = ${item} AND u.code = ${unit}`);
  const act = async (agent: Agent, item: string, unit: string, step: string, body: object) => {
    const charge = await chargeOf(item, unit);
    return agent.post(`/api/charges/${charge?.id ?? 0}/${step}`, body, ifMatch(charge?.version ?? 0));
  };
  const told = async (kind: string) => {
    const rows = await world.db.rows<{ unitId: number; audience: string; urgent: number; facts: string }>(sql`
      SELECT unit_id AS "unitId", audience, urgent, facts FROM notice WHERE kind = ${kind} ORDER BY id`);
    return rows.map(({ facts, ...notice }) => ({ ...notice, ...(JSON.parse(facts) as object) }));
  };

  test('the office hears of the question in trial too, the unit of the answer at once; asked again, both again', async () => {
    const gxj = await as(world.app, 'unit', 'gxj');
    const unitId = (await chargeOf('task-1', 'gxj'))?.unitId;
    for (const round of ['一', '二']) {
      await act(gxj, 'task-1', 'gxj', 'objection', { reason: `职责已划转${round}` });
      const refused = { verdict: 'refused', note: `方案未作调整${round}` };
      expect((await act(office, 'task-1', 'gxj', 'decision', refused)).statusCode).toBe(200);
    }
    expect(await told('charge-questioned')).toMatchObject([
      { unitId: 0, audience: 'office', unitName: '市工信局', asks: '提出异议', reason: '职责已划转一' },
      { reason: '职责已划转二' },
    ]);
    expect(await told('charge-decided')).toMatchObject([
      { unitId, audience: 'unit', urgent: 1, verdict: '维持原分工', answer: '方案未作调整一' },
      { answer: '方案未作调整二' },
    ]);
  });

  test('upheld and 不涉及 are told with their verdict; a question taken back needs no answer', async () => {
    const before = (await told('charge-decided')).length;
    const slj = await as(world.app, 'unit', 'slj');
    await act(slj, 'task-1', 'slj', 'objection', { reason: '重复列入' });
    await act(office, 'task-1', 'slj', 'decision', { verdict: 'upheld', note: '属实' });
    const fgw = await as(world.app, 'unit', 'fgw');
    await act(fgw, 'task-1', 'fgw', 'non-involvement', { reason: '本年无此项' });
    await act(office, 'task-1', 'fgw', 'decision', { verdict: 'upheld', note: '属实', until: '2026-12-31' });
    const kjj = await as(world.app, 'unit', 'gxj');
    await act(kjj, 'industry-5', 'gxj', 'objection', { reason: '待核' });
    expect((await act(kjj, 'industry-5', 'gxj', 'withdrawal', {})).statusCode).toBe(200);
    expect((await told('charge-decided')).slice(before)).toMatchObject([
      { verdict: '异议成立' },
      { verdict: '认定不涉及,至2026年12月31日(周四)' },
    ]);
  });
});
