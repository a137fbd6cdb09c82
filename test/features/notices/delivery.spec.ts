import { Channel, InboxChannel, type Outgoing, type Sending } from '../../../src/notices/channel';
import { Composers } from '../../../src/notices/composers';
import { DeliveryService } from '../../../src/notices/delivery.service';
import { DeliveryStop } from '../../../src/notices/delivery-stop.service';
import { GatheringService } from '../../../src/notices/gathering.service';
import { type NewNotice, Notices } from '../../../src/notices/notices';
import { Outbox } from '../../../src/notices/outbox.service';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { ClockJumps } from '../../../src/platform/jobs/clock-jumps';
import { HealthProbes } from '../../../src/platform/http/health-probes';
import { as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { morningOf, openDutiesApp, type World } from '../duties/duties-app';

/** What stands outside the tracker: somebody else's mail server, say. */
class OutsideChannel extends Channel {
  readonly name = 'inbox';
  readonly sent: Outgoing[] = [];

  constructor(
    readonly repeatable: boolean,
    private readonly answer: () => Sending = () => ({ outcome: 'sent' }),
  ) {
    super();
  }

  send(message: Outgoing): Promise<Sending> {
    this.sent.push(message);
    return Promise.resolve(this.answer());
  }
}

const MINUTE = 60_000;

eachDatabase('delivery', (open) => {
  let db: Database;
  let world: World;
  beforeEach(async () => {
    db = await open();
    world = await openDutiesApp(db, '2026-12-14');
  });
  afterEach(() => world.app.close());

  const waived = (unitId: number, more: object = {}): NewNotice => ({
    ...{ unitId, audience: 'unit', kind: 'waived', dutyId: unitId, textKey: 'waived' },
    facts: { item: '任务1', period: '2026年第四季度', reason: '机构改革' },
    ...more,
  });
  const tell = (...notices: NewNotice[]) => db.write(() => world.app.get(Notices).tell(notices));
  const gather = (which: 'all' | 'urgent' = 'all') =>
    world.app.get(GatheringService).gather(world.clock.now(), which);
  const outboxOf = (channel: Channel) => new Outbox(db, channel, world.clock);
  const worker = (channel: Channel = new InboxChannel()) =>
    new DeliveryService(outboxOf(channel), channel, world.app.get(Composers), world.app.get(DeliveryStop));
  const deliver = (channel?: Channel) => worker(channel).deliver(world.clock.now());
  const states = async () =>
    (await db.rows<{ state: string }>(sql`SELECT state FROM message ORDER BY id`)).map(({ state }) => state);

  test('what was told already is not told again', async () => {
    expect(await tell(waived(1), waived(2))).toBe(2);
    expect(await tell(waived(1), waived(2), waived(3))).toBe(1);
  });

  test('a unit gets one message a day; what comes after it waits for the next', async () => {
    await tell(waived(1), waived(1, { dutyId: 7 }), waived(2));
    expect(await gather()).toBe(3);
    expect(await deliver()).toBe(2);
    await tell(waived(1, { dutyId: 8 }));
    expect(await gather()).toBe(0);
    world.goTo('2026-12-15');
    expect(await gather()).toBe(1);
    expect(await deliver()).toBe(1);
    const bodies = await db.rows<{ body: string }>(
      sql`SELECT body FROM message WHERE unit_id = 1 ORDER BY id`,
    );
    expect(bodies.map(({ body }) => body.split('\n').length)).toEqual([2, 1]);
  });

  test('what is for merged units is one message to the last of their successors', async () => {
    await db.write(() =>
      db.changed(sql`UPDATE unit SET succeeded_by = id + 1, succeeded_on = '2026-12-01' WHERE id IN (1, 2)`),
    );
    await tell(waived(1), waived(2), waived(3), waived(4), waived(0, { audience: 'office' }));
    expect(await gather()).toBe(5);
    expect(await deliver()).toBe(3);
    const sent = await db.rows<{ unitId: number; body: string }>(
      sql`SELECT unit_id AS "unitId", body FROM message WHERE state = 'sent' ORDER BY unit_id`,
    );
    expect(sent.map(({ unitId, body }) => [unitId, body.split('\n').length])).toEqual([
      [0, 1],
      [3, 3],
      [4, 1],
    ]);
  });

  test('an urgent notice is a message by itself, at once', async () => {
    await tell(waived(1), waived(1, { dutyId: 7, urgent: true }), waived(1, { dutyId: 8, urgent: true }));
    expect(await gather('urgent')).toBe(2);
    expect(await deliver()).toBe(2);
    expect(await gather('urgent')).toBe(0);
  });

  test('four workers at once send each message once', async () => {
    await tell(...Array.from({ length: 43 }, (_, n) => waived(n + 1)));
    await Promise.all([gather(), gather(), gather()]);
    const channel = new OutsideChannel(true);
    const sent = await Promise.all([1, 2, 3, 4].map(() => deliver(channel)));
    expect(sent.reduce((sum, n) => sum + n)).toBe(43);
    expect(new Set(channel.sent.map(({ ref }) => ref)).size).toBe(43);
    expect(channel.sent).toHaveLength(43);
  });

  test('a channel that fails is tried again after a while, and given up in the end', async () => {
    await tell(waived(1));
    await gather();
    const channel = new OutsideChannel(true, () => ({ outcome: 'failed', error: '对方服务器拒收' }));
    expect(await deliver(channel)).toBe(0);
    expect(await deliver(channel)).toBe(0);
    expect(channel.sent).toHaveLength(1);
    for (let n = 0; n < 10; n += 1) {
      world.clock.advance(600 * MINUTE);
      await deliver(channel);
    }
    expect(channel.sent).toHaveLength(8);
    expect(await states()).toEqual(['failed']);
  });

  test('what a killed worker had claimed is sent by another once the lease is over', async () => {
    await tell(waived(1));
    await gather();
    expect(await outboxOf(new InboxChannel()).claim(world.clock.now())).toHaveLength(1);
    expect(await deliver()).toBe(0);
    world.clock.advance(16 * MINUTE);
    expect(await deliver()).toBe(1);
    expect(await states()).toEqual(['sent']);
  });

  test('on a channel where a second arrival would be seen it is left in doubt instead', async () => {
    await tell(waived(1));
    await gather();
    const channel = new OutsideChannel(false);
    await outboxOf(channel).claim(world.clock.now());
    world.clock.advance(16 * MINUTE);
    expect(await deliver(channel)).toBe(0);
    expect(await states()).toEqual(['in-doubt']);
    expect(channel.sent).toEqual([]);
  });

  test('a worker that wakes after its lease may not finish', async () => {
    await tell(waived(1));
    await gather();
    const frozen = outboxOf(new InboxChannel());
    const [claimed] = await frozen.claim(world.clock.now());
    world.clock.advance(16 * MINUTE);
    const outcome = { state: 'failed' as const, title: '', body: '', dropped: [], error: '太迟' };
    expect(claimed && (await frozen.finish(claimed, outcome))).toBe(false);
    expect(await deliver()).toBe(1);
    expect(claimed && (await frozen.finish(claimed, outcome))).toBe(false);
    expect(await states()).toEqual(['sent']);
  });

  test('a clock that jumps ahead while the server runs stops the sending until somebody confirms it', async () => {
    const jumps = world.app.get(ClockJumps);
    await jumps.look(morningOf('2026-12-14'));
    await jumps.look(morningOf('2026-12-15'));
    expect((await world.app.get(HealthProbes).look()).degraded).toEqual([]);
    world.goTo('2026-12-18');
    await jumps.look(world.clock.now());
    await tell(waived(1));
    await gather();
    expect(await deliver()).toBe(0);
    expect((await world.app.get(HealthProbes).look()).degraded.join()).toContain(
      '系统时间由2026年12月15日(周二)跳到2026年12月18日(周五)',
    );
    const office = await as(world.app, 'office');
    expect((await office.post('/api/delivery/confirmation')).statusCode).toBe(204);
    expect(await deliver()).toBe(1);
  });

  test('a unit reads its own inbox, unread first; the office has its log', async () => {
    const gxj = await db.row<{ id: number }>(sql`SELECT id FROM unit WHERE code = 'gxj'`);
    await tell(waived(gxj?.id ?? 0), waived(1, { dutyId: 5 }));
    await gather();
    await deliver();
    const [unit, other, office] = [
      await as(world.app, 'unit', 'gxj'),
      await as(world.app, 'unit', 'slj'),
      await as(world.app, 'office'),
    ];
    const inbox = (await unit.get('/api/notices?unread=true')).json<{
      rows: { id: number; body: string }[];
      total: number;
    }>();
    expect(inbox.total).toBe(1);
    expect(inbox.rows[0]?.body).toContain('「任务1」2026年第四季度免报:机构改革。');
    expect(
      (await other.post('/api/notices/reading', { ids: inbox.rows.map(({ id }) => id) })).json(),
    ).toEqual({ read: 0 });
    expect((await other.get('/api/messages')).statusCode).toBe(404);
    expect((await unit.post('/api/notices/reading', { all: true })).json()).toEqual({ read: 1 });
    expect((await unit.get('/api/notices?unread=true')).json<{ total: number }>().total).toBe(0);
    expect((await unit.post('/api/notices/reading', {})).statusCode).toBe(400);
    expect((await office.get('/api/messages?state=sent')).json<{ total: number }>().total).toBe(2);
  });
});
