import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import type { UrgingView } from '../../../src/supervision/urge.view';
import { eachDatabase } from '../../support/databases';
import { codeOf } from '../duties/reporting';
import { openSupervision, type Supervision } from './supervision-app';

eachDatabase('a person’s own urging', (open) => {
  let db: Database;
  let world: Supervision;
  beforeEach(async () => {
    db = await open();
    world = await openSupervision(db);
    await world.settleAllBut(sql`i.code = 'task-1' AND d.role = 'support'`);
    await world.sweep('2026-12-14');
  });
  afterEach(() => world.world.app.close());

  test('goes at once, also on a rest day, at most once a day and unit, and shows what went already', async () => {
    await world.sweep('2026-12-19', ['deliver'], '20:00');
    const office = await world.office();
    const { id, unitId } = await world.duty('task-1', 'gxj');
    const first = (await office.post('/api/urges', { dutyIds: [id], note: '请周一前报' })).json<UrgingView>();
    expect(first.units).toMatchObject([{ unitId, duties: 1, sent: true }]);
    expect(first.earlier).toMatchObject([{ unitId, kind: 'remind', day: '2026-12-14' }]);
    await world.sweep('2026-12-19', ['deliver'], '20:01');
    const [message] = (await world.messages(sql`u.code = 'gxj'`)).slice(-1);
    expect(message).toMatchObject({ day: '2026-12-19', title: '催报:1项' });
    expect(message?.body).toContain('请周一前报');
    const second = (await office.post('/api/urges', { unitId, period: '2026Q4' })).json<UrgingView>();
    expect(second.units).toMatchObject([{ sent: false }]);
    expect(await world.count(sql`audit WHERE action = 'unit.urged'`)).toBe(1);
  });

  test('a lead urges its missing supporters and nobody else’s', async () => {
    const lead = await db.row<{ code: string }>(sql`
      SELECT u.code FROM charge c JOIN unit u ON u.id = c.unit_id JOIN item i ON i.id = c.item_id
       WHERE i.code = 'task-1' AND c.role = 'lead'`);
    const { id } = await world.duty('task-1', 'gxj');
    const agent = await world.unit(lead?.code ?? '');
    expect((await agent.post('/api/urges', { dutyIds: [id] })).json<UrgingView>().units).toMatchObject([
      { sent: true },
    ]);
    const stranger = await world.unit('slj');
    expect(codeOf(await stranger.post('/api/urges', { dutyIds: [id] }))).toBe('nothing-owed');
  });

  test('what is handed in before it is sent is not urged', async () => {
    const office = await world.office();
    const { id } = await world.duty('task-1', 'gxj');
    await office.post('/api/urges', { dutyIds: [id] });
    await db.write(() =>
      db.changed(
        sql`UPDATE duty SET state = 'accepted', owed_on = NULL, ladder_from = NULL WHERE id = ${id}`,
      ),
    );
    await world.sweep('2026-12-14', ['deliver'], '09:40');
    expect(await world.count(sql`message WHERE state = 'empty'`)).toBe(1);
    expect(codeOf(await office.post('/api/urges', { dutyIds: [id] }))).toBe('nothing-owed');
    expect((await office.post('/api/urges', { note: '谁' })).statusCode).toBe(400);
  });
});
