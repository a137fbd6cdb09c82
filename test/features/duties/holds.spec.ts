import { ChargeChanges } from '../../../src/plan/charge-changes';
import { HoldsService } from '../../../src/duties/serving/holds.service';
import { ServingService } from '../../../src/duties/serving/serving.service';
import { SilenceService } from '../../../src/duties/opening/silence.service';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { SYSTEM } from '../../../src/platform/http/actor';
import { type Agent, as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { openDutiesApp, type World } from './duties-app';

eachDatabase('what holds a ladder', (open) => {
  let world: World;
  let db: Database;
  let office: Agent;
  let holds: HoldsService;
  let serving: ServingService;

  /** Everybody has a contact; leads are due 12-25, supporters 12-21. */
  beforeEach(async () => {
    db = await open();
    world = await openDutiesApp(db, '2026-11-23');
    await world.appointContacts();
    await world.openDue('2026-11-23');
    await world.release();
    office = await as(world.app, 'office');
    holds = world.app.get(HoldsService);
    serving = world.app.get(ServingService);
  });
  afterEach(() => world.app.close());

  const part = () => world.duty('task-1', 'gxj', '2026Q4');
  const unitId = async (code: string) =>
    (await db.row<{ id: number }>(sql`SELECT id FROM unit WHERE code = ${code}`))?.id ?? 0;

  test('held after 2 workdays and resumed, the ladder goes on with those 2 behind it', async () => {
    const { id } = await part();
    await holds.hold([id], 'good-reason', '2026-12-24');
    expect(await part()).toMatchObject({
      ladderFrom: null,
      ladderUsed: 2,
      holdReason: 'good-reason',
      owedOn: '2026-12-21',
    });
    await holds.lift([id], 'good-reason', '2026-12-29');
    expect(await part()).toMatchObject({ ladderFrom: '2026-12-24', ladderUsed: 0, holdReason: null });
  });

  test('of two holds the last to end lets the ladder go on; a hold is not laid twice', async () => {
    const { id } = await part();
    expect(await holds.hold([id], 'good-reason', '2026-12-22')).toEqual([id]);
    expect(await holds.hold([id], 'good-reason', '2026-12-23')).toEqual([]);
    await holds.hold([id], 'paused', '2026-12-23');
    await holds.lift([id], 'good-reason', '2026-12-24');
    expect(await part()).toMatchObject({ ladderFrom: null, holdReason: 'paused' });
    await holds.lift([id], 'paused', '2026-12-25');
    expect(await part()).toMatchObject({ ladderFrom: '2026-12-24', holdReason: null });
    expect(await holds.lift([id], 'paused', '2026-12-26')).toEqual([]);
  });

  test('a promise ends by itself the day after its last day, however late the sweep comes', async () => {
    const { id } = await part();
    await holds.hold([id], 'promise', '2026-12-22', { until: '2026-12-28' });
    expect(await holds.liftDue('2026-12-28')).toBe(0);
    expect(await holds.liftDue('2027-01-15')).toBe(1);
    // nothing used before the hold: the count begins with 29 December
    expect(await part()).toMatchObject({ ladderFrom: '2026-12-28', holdReason: null });
    expect(await holds.liftDue('2027-01-15')).toBe(0);
  });

  test('a unit nobody told is held 5 workdays before its due day, and only then', async () => {
    expect(await serving.holdUnserved('2026-12-11')).toBe(0);
    const held = await serving.holdUnserved('2026-12-14');
    expect(held).toBe(424);
    expect(await serving.holdUnserved('2026-12-14')).toBe(0);
    expect(await part()).toMatchObject({ holdReason: 'unserved', ladderFrom: null });
    const { id } = await part();
    expect((await office.get(`/api/duties/${id}`)).json()).toMatchObject({
      hold: '未送达',
      light: { colour: 'grey', reason: '未送达,不计逾期' },
    });
  });

  test('served in time by signing in, it is not held', async () => {
    await as(world.app, 'unit', 'gxj');
    expect(await world.count(sql`service WHERE via = 'sign-in'`)).toBe(2);
    await serving.holdUnserved('2026-12-14');
    expect(await part()).toMatchObject({ holdReason: null, ladderFrom: '2026-12-21' });
  });

  test('served late, its ladder counts from 5 workdays after that', async () => {
    await serving.holdUnserved('2026-12-14');
    world.goTo('2026-12-17');
    office = await as(world.app, 'office');
    const answer = await office.post(`/api/units/${await unitId('gxj')}/services`, {
      via: 'phone',
      servedOn: '2026-12-17',
      note: '办公室李某接听',
    });
    expect(answer.json()).toEqual({ count: 2 });
    expect(await part()).toMatchObject({
      holdReason: null,
      ladderBase: '2026-12-24',
      ladderFrom: '2026-12-24',
      dueOn: '2026-12-21',
    });
    // the lead's own day is later: due on the 25th, told on the 17th
    expect(await world.duty('industry-5', 'gxj', '2026Q4')).toMatchObject({ ladderFrom: '2026-12-25' });
    const again = await office.post(`/api/units/${await unitId('gxj')}/services`, {
      via: 'oa',
      servedOn: '2026-12-17',
    });
    expect(again.json()).toEqual({ count: 0 });
  });

  test('after an outage over the due day the unserved are held as if the sweep had run', async () => {
    await serving.holdUnserved('2027-01-08');
    expect(await part()).toMatchObject({ holdReason: 'unserved', ladderUsed: 0 });
  });

  test('a delivery cannot be recorded for tomorrow', async () => {
    const answer = await office.post(`/api/units/${await unitId('gxj')}/services`, {
      via: 'oa',
      servedOn: '2026-12-31',
    });
    expect(answer.json().code).toBe('day-in-future');
  });

  test('a unit whose contact is gone is held till somebody answers for it again', async () => {
    await as(world.app, 'unit', 'gxj');
    const setPosts = (state: string) =>
      db.write(() =>
        db.changed(
          sql`UPDATE post SET state = ${state} WHERE unit_id = (SELECT id FROM unit WHERE code = 'gxj')`,
        ),
      );
    await setPosts('ended');
    await serving.holdUnserved('2026-12-14');
    expect(await part()).toMatchObject({ holdReason: 'no-contact' });
    await setPosts('active');
    await serving.holdUnserved('2026-12-15');
    // as one that was told late: 5 workdays from the day it could be told
    expect(await part()).toMatchObject({ holdReason: null, dueOn: '2026-12-21', ladderFrom: '2026-12-22' });
  });

  test('a contact who signs in ends that hold at once, and only for the units it answers for', async () => {
    await db.write(() => db.changed(sql`UPDATE post SET state = 'ended' WHERE role = 'unit'`));
    await serving.holdUnserved('2026-12-14');
    const other = () => world.duty('task-1', 'fgw', '2026Q4');
    const reasons = () => world.count(sql`duty_hold WHERE reason = 'no-contact' AND lifted_on IS NULL`);
    const before = await reasons();
    world.goTo('2026-12-14');
    const gxj = await as(world.app, 'unit', 'gxj');
    expect(await part()).toMatchObject({ holdReason: null, ladderFrom: '2026-12-21' });
    const { id } = await part();
    expect((await gxj.get(`/api/duties/${id}`)).json()).toMatchObject({
      hold: null,
      light: { colour: 'green' },
    });
    expect(await other()).toMatchObject({ holdReason: 'unserved', ladderFrom: null });
    expect(await reasons()).toBeLessThan(before);
    expect(await reasons()).toBeGreaterThan(0);
  });

  test('an objection holds, its refusal resumes, and upheld it waives what is not accepted: 异议成立', async () => {
    const changes = world.app.get(ChargeChanges);
    const { chargeId } = await part();
    await db.write(() => changes.objected(SYSTEM, [chargeId], '2026-12-15'));
    expect(await part()).toMatchObject({ holdReason: 'objection', ladderFrom: null, state: 'open' });
    await db.write(() => changes.refused(SYSTEM, [chargeId], '2026-12-22'));
    expect(await part()).toMatchObject({ holdReason: null, ladderFrom: '2026-12-21' });
    await db.write(() => changes.ended(SYSTEM, chargeId, 'upheld', '2026-12-22'));
    expect(await part()).toMatchObject({
      state: 'waived',
      waivedReason: '异议成立',
      owedOn: null,
      ladderFrom: null,
      version: 2,
    });
  });

  test('a leaver keeps its open duties', async () => {
    const { chargeId } = await part();
    await db.write(() => world.app.get(ChargeChanges).ended(SYSTEM, chargeId, 'left', '2026-12-01'));
    expect(await part()).toMatchObject({ state: 'open' });
  });

  test('silence of a vertical supporter counts as nil once its due day is over, and only once', async () => {
    const silence = world.app.get(SilenceService);
    await db.write(() => db.changed(sql`DELETE FROM duty_hold`));
    world.goTo('2026-12-22');
    const silent = await world.count(sql`duty WHERE silent_nil = 1`);
    expect(await silence.settleSilence('2026-12-21')).toBe(0);
    expect(await silence.settleSilence('2026-12-22')).toBe(silent);
    expect(await silence.settleSilence('2026-12-23')).toBe(0);
    expect(await world.duty('task-4', 'customs', '2026Q4')).toMatchObject({
      state: 'accepted',
      firstHandedAt: null,
      owedOn: null,
      ladderFrom: null,
    });
    expect(await world.count(sql`report WHERE via = 'silence' AND kind = 'nil' AND state = 'standing'`)).toBe(
      silent,
    );
    expect(
      await world.count(
        sql`duty_event WHERE kind = 'silent-nil' AND from_state = 'open' AND to_state = 'accepted'`,
      ),
    ).toBe(silent);
    expect(await world.count(sql`charge WHERE nil_run = 1`)).toBe(silent);
  });
});
