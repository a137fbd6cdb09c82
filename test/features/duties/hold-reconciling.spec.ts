import { HoldReconciling } from '../../../src/duties/serving/hold-reconciling.service';
import { ServingService } from '../../../src/duties/serving/serving.service';
import type { Database } from '../../../src/platform/database/database';
import { type Sql, sql } from '../../../src/platform/database/sql';
import { eachDatabase } from '../../support/databases';
import { ifMatch, openReporting, type Reporting } from './reporting';

/** What two transactions of one moment leave behind on PostgreSQL is written by hand here. */
eachDatabase('what met at one moment', (open) => {
  let db: Database;
  let office: Reporting;
  beforeEach(async () => {
    db = await open();
    office = await openReporting(db);
  });
  afterEach(() => office.world.app.close());

  const part = () => office.duty('task-1', 'gxj');
  const write = (statement: Sql) => db.write(() => db.changed(statement));
  const reconcile = () => office.world.app.get(HoldReconciling).reconcile('2026-12-14');
  const charge = async (state: string) =>
    write(sql`UPDATE charge SET ack_state = ${state} WHERE id = ${(await part()).chargeId}`);

  test('opened while its charge was objected to, a duty is held; answered, it goes on', async () => {
    expect(await reconcile()).toBe(0);
    await charge('objected');
    expect(await reconcile()).toBe(1);
    expect(await part()).toMatchObject({ holdReason: 'objection', ladderFrom: null });
    expect(await reconcile()).toBe(0);
    await charge('acknowledged');
    expect(await reconcile()).toBe(1);
    expect(await part()).toMatchObject({ holdReason: null, ladderFrom: '2026-12-21' });
  });

  test('a part accepted when the objection came is held once it is sent back', async () => {
    const gxj = await office.unit('gxj');
    const reportId = await office.handedIn(gxj, 'task-1', 'gxj');
    const { id } = await part();
    const { chargeId } = await part();
    const { version } = (await gxj.get(`/api/charges/${chargeId}`)).json<{ version: number }>();
    const objected = await gxj.post(
      `/api/charges/${chargeId}/objection`,
      { reason: '不归我局' },
      ifMatch(version),
    );
    expect(objected.statusCode).toBeLessThan(300);
    const lead = await db.row<{ code: string }>(sql`
      SELECT u.code FROM duty d JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
       WHERE i.code = 'task-1' AND d.role = 'lead'`);
    const sent = await office.on(await office.unit(lead?.code ?? ''), reportId, 'send-back', {
      reason: '请补充数据',
    });
    expect(sent.statusCode).toBe(200);
    expect(await office.duty('task-1', 'gxj')).toMatchObject({ id, state: 'returned', holdReason: null });
    await reconcile();
    expect(await part()).toMatchObject({ holdReason: 'objection', ladderFrom: null });
  });

  test('held as unserved in the moment of a sign-in, the duty goes on with its grace', async () => {
    const serving = office.world.app.get(ServingService);
    await serving.holdUnserved('2026-12-17');
    expect(await part()).toMatchObject({ holdReason: 'unserved' });
    await write(sql`
      INSERT INTO service (unit_id, schedule_id, served_on, via, note, at, by_account)
      SELECT d.unit_id, d.schedule_id, '2026-12-17', 'sign-in', '', '2026-12-17T01:00:00.000Z', 0
        FROM duty d WHERE d.id = ${(await part()).id}`);
    await serving.holdUnserved('2026-12-18');
    expect(await part()).toMatchObject({ holdReason: null, ladderFrom: '2026-12-24' });
  });

  test('a duty opened past its charge’s end is waived as the others were; a leaver’s stays', async () => {
    const gxj = await office.unit('gxj');
    const clerk = await office.office();
    const { id, chargeId } = await part();
    const say = async (agent: typeof gxj, what: string, body: object) => {
      const row = await db.row<{ version: number }>(sql`SELECT version FROM charge WHERE id = ${chargeId}`);
      return agent.post(`/api/charges/${chargeId}/${what}`, body, ifMatch(row?.version ?? 0));
    };
    await say(gxj, 'objection', { reason: '不归我局' });
    await say(clerk, 'decision', { verdict: 'upheld', note: '同意' });
    expect(await part()).toMatchObject({ state: 'waived' });
    await write(sql`
      UPDATE duty SET state = 'open', owed_on = due_on, ladder_from = due_on, waived_reason = NULL WHERE id = ${id}`);
    const left = await office.duty('task-3', 'gxj');
    await write(sql`UPDATE charge SET ack_state = 'ended', until = '2026-12-10' WHERE id = ${left.chargeId}`);
    expect(await reconcile()).toBe(1);
    expect(await part()).toMatchObject({ state: 'waived', waivedReason: '异议成立' });
    expect(await office.duty('task-3', 'gxj')).toMatchObject({ state: 'open' });
  });

  test('what a case held does not lie on a report that is in', async () => {
    await office.handedIn(await office.unit('gxj'), 'task-1', 'gxj');
    const { id } = await part();
    await write(sql`UPDATE duty SET hold_reason = 'promise' WHERE id = ${id}`);
    await write(sql`INSERT INTO duty_hold (duty_id, reason, since, note, by_account)
      VALUES (${id}, 'promise', '2026-12-14', '', 0)`);
    expect(await reconcile()).toBe(1);
    expect(await part()).toMatchObject({ holdReason: null });
  });
});
