import { TextService } from '../../../src/notices/text.service';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { openSupervision, type Supervision } from './supervision-app';

const DECEMBER = Array.from({ length: 31 }, (_, n) => `2026-12-${String(n + 1).padStart(2, '0')}`);

eachDatabase('reminders', (open) => {
  let db: Database;
  let world: Supervision;
  beforeEach(async () => {
    db = await open();
    world = await openSupervision(db);
  });
  afterEach(() => world.world.app.close());

  const daysOf = async (unit: string) => (await world.messages(sql`u.code = ${unit}`)).map(({ day }) => day);
  const outcomes = () =>
    db.rows(
      sql`SELECT step, outcome, COUNT(*) AS n FROM notice WHERE kind = 'remind' GROUP BY step, outcome ORDER BY step DESC, outcome`,
    );

  test('a unit hears at most five times a quarter, three times when it only supports, and no more once all is in', async () => {
    const sentTo = async (code: string) => (await daysOf(code)).map((day) => day.slice(8));
    const handIn = (role: string) =>
      db.write(() =>
        db.changed(
          sql`UPDATE duty SET state = 'accepted', owed_on = NULL, ladder_from = NULL WHERE role = ${role}`,
        ),
      );
    for (const day of DECEMBER.slice(0, 21)) await world.sweep(day);
    await handIn('support');
    for (const day of DECEMBER.slice(21, 25)) await world.sweep(day);
    await handIn('lead');
    for (const day of DECEMBER.slice(25)) await world.sweep(day);
    expect(await sentTo('gxj')).toEqual(['14', '18', '21', '24', '25']);
    expect(await sentTo('360424')).toEqual(['14', '18', '21', '24', '25']);
    expect(await sentTo('customs')).toEqual(['14', '18', '21']);
    const most = await db.rows<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM message WHERE audience = 'unit' AND urgent_of = 0 GROUP BY unit_id ORDER BY n DESC`,
    );
    expect(most[0]?.n).toBe(5);
  });

  test('whoever has handed everything in hears nothing more', async () => {
    await world.sweep('2026-12-14');
    await world.settleAllBut(sql`1 = 0`);
    const before = await world.count(sql`message`);
    for (const day of DECEMBER.slice(14)) await world.sweep(day);
    expect(await world.count(sql`message`)).toBe(before);
  });

  test('one message says the whole list, what was handed in left out', async () => {
    await world.settleAllBut(
      sql`u.code = 'gxj' AND i.code IN ('task-1', 'task-3', 'industry-1', 'industry-6')`,
    );
    await world.sweep('2026-12-14');
    const [message] = await world.messages(sql`u.code = 'gxj'`);
    expect(message?.title).toMatch(/^报送提醒:尚有\d项$/);
    expect(message?.body).toContain('本期应报');
    expect(message?.body).toContain('12月21日(周一)前报牵头单位,剩5个工作日');
    expect(await daysOf('gxj')).toEqual(['2026-12-14']);
  });

  test('a successor hears once a day of what it owes itself and of what the merged units left it', async () => {
    await world.settleAllBut(sql`u.code IN ('gxj', 'swj') AND d.role = 'lead'`);
    await db.write(() =>
      db.changed(sql`
        UPDATE unit SET succeeded_by = (SELECT s.id FROM unit s WHERE s.code = 'gxj'), succeeded_on = '2026-12-01'
         WHERE code = 'swj'`),
    );
    // only swj's own reminder waits: the list is whole all the same
    await world.done('remind', '2026-12-18');
    await db.write(() =>
      db.changed(sql`DELETE FROM notice WHERE unit_id = (SELECT s.id FROM unit s WHERE s.code = 'gxj')`),
    );
    await world.sweep('2026-12-18', ['deliver']);
    await world.sweep('2026-12-24');
    const [first, second, ...more] = await world.messages(sql`m.audience = 'unit'`);
    expect(first).toMatchObject({ day: '2026-12-18', unit: '市工信局', title: '报送提醒:尚有3项' });
    expect(first?.body).toContain('尚有3项:牵头3项(产业5、6、7)');
    expect(second).toMatchObject({ day: '2026-12-24', unit: '市工信局', title: '报送提醒:尚有3项' });
    expect(second?.body.match(/产业/g)).toHaveLength(1);
    expect(more).toEqual([]);
  });

  test('nothing leaves on a rest day, before nine o’clock, or twice a day', async () => {
    await world.sweep('2026-12-14', undefined, '08:59');
    expect(await world.messages()).toEqual([]);
    await world.sweep('2026-12-14', undefined, '09:00');
    const sent = await world.count(sql`message WHERE state = 'sent'`);
    expect(sent).toBeGreaterThan(0);
    await world.sweep('2026-12-14', undefined, '15:00');
    await world.sweep('2026-12-19');
    await world.sweep('2026-12-20');
    expect(await world.count(sql`message WHERE state = 'sent'`)).toBe(sent);
  });

  test('sweeping twice makes each reminder once', async () => {
    const first = await world.done('remind', '2026-12-14');
    expect(first).toBeGreaterThan(400);
    expect(await world.done('remind', '2026-12-14')).toBe(0);
  });

  test('after an outage only the latest missed reminder is made, the passed ones are recorded as merged', async () => {
    await world.settleAllBut(sql`d.role = 'support' AND u.code = 'customs'`);
    const owed = await world.count(sql`duty WHERE owed_on = '2026-12-21'`);
    await world.done('remind', '2026-12-11');
    await world.done('remind', '2026-12-19');
    expect(await outcomes()).toEqual([
      { step: 5, outcome: 'merged', n: owed },
      { step: 1, outcome: 'pending', n: owed },
    ]);
    // made on a Saturday for the Friday that was missed, it goes out with the due day's, in one message
    await world.sweep('2026-12-21');
    expect(await daysOf('customs')).toEqual(['2026-12-21']);
    await world.done('remind', '2026-12-28');
    expect(await outcomes()).toHaveLength(3);
  });

  test('a reminder missed beyond its owed day is only recorded', async () => {
    await world.settleAllBut(sql`d.role = 'support' AND u.code = 'customs'`);
    await world.done('remind', '2026-12-11');
    await world.done('remind', '2026-12-28');
    expect((await outcomes()).map((row) => (row as { outcome: string }).outcome)).toEqual([
      'merged',
      'merged',
      'merged',
    ]);
  });

  test('a schedule in trial reminds nobody, a unit that was not told is the office’s to-do', async () => {
    await db.write(() => db.changed(sql`UPDATE duty SET counts = 0, ladder_from = NULL`));
    expect(await world.done('remind', '2026-12-14')).toBe(0);
    await db.write(() => db.changed(sql`UPDATE duty SET counts = 1`));
    await db.write(() => db.changed(sql`DELETE FROM service`));
    await world.sweep('2026-12-14');
    expect(
      await world.count(
        sql`notice n JOIN duty d ON d.id = n.duty_id WHERE n.kind = 'remind' AND d.role = 'support'`,
      ),
    ).toBe(0);
  });

  test('signing is reminded of once, after three workdays, and no more once it is done', async () => {
    await db.write(() => db.changed(sql`UPDATE charge SET ack_state = 'pending'`));
    await world.sweep('2026-11-26');
    expect(await world.count(sql`notice WHERE kind = 'acknowledge'`)).toBe(0);
    await world.sweep('2026-11-27');
    const units = await world.count(sql`(SELECT DISTINCT unit_id FROM charge) c`);
    expect(await world.count(sql`notice WHERE kind = 'acknowledge' AND outcome = 'sent'`)).toBe(units);
    await world.sweep('2026-12-01');
    expect(await world.count(sql`notice WHERE kind = 'acknowledge'`)).toBe(units);
    // a 不涉及 of one of them ends: that unit is asked anew, once
    await db.write(() =>
      db.changed(
        sql`UPDATE charge SET decided_at = '2026-11-30T02:00:00.000Z' WHERE id = (SELECT MIN(id) FROM charge)`,
      ),
    );
    for (const day of ['2026-12-02', '2026-12-03']) await world.sweep(day);
    expect(await world.count(sql`notice WHERE kind = 'acknowledge' AND outcome = 'sent'`)).toBe(units + 1);
  });

  test('a return says who answers an objection, the office’s head by name', async () => {
    const texts = world.world.app.get(TextService);
    const head = await as(world.world.app, 'office-head');
    const facts = { item: '任务1', period: '', fixBy: '', reasons: '', first: '' };
    const name = head.session.account.displayName;
    expect(await texts.say('returned', '', facts)).toContain(`由质强办负责人${name}或其他未经办人员答复。`);
  });

  test('the release names whom to ask in the office', async () => {
    const clerk = await world.office();
    await world.sweep('2026-11-23', ['deliver']);
    const [released] = await db.rows<{ title: string; body: string }>(sql`
      SELECT m.title, m.body FROM message m JOIN unit u ON u.id = m.unit_id WHERE u.code = 'gxj'`);
    expect(released?.title).toMatch(/^报送任务下发:\d+项$/);
    expect(released?.body).toContain(`联系人${clerk.session.account.displayName},电话13812341234。`);
  });
});
