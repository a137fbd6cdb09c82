import fc from 'fast-check';
import { Calendar } from '../../../src/calendar/calendar';
import { addDays, type Day, startOf } from '../../../src/domain/day';
import { owedOn } from '../../../src/domain/duty';
import type { DutyState } from '../../../src/domain/duty-state';
import { type HoldReason, holdReasons } from '../../../src/domain/holds';
import { lightColumns, type LightRow, lightsOf } from '../../../src/duties/lists/light-facts';
import { lightSql } from '../../../src/duties/lists/light-sql';
import { LightsService } from '../../../src/duties/lists/lights.service';
import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { type Agent, as } from '../../support/app';
import { eachDatabase } from '../../support/databases';
import { openDutiesApp, type World } from './duties-app';

const TODAY = '2026-12-22';

/** Schedules of the seed, each made to ask as often as one frequency does. */
const FREQUENCIES = { 'support-quarterly': 'month', 'accreditation-day': 'half', 'quality-month': 'year' };

interface GeneratedDuty {
  state: DutyState;
  counts: number;
  asked: [schedule: string, period: string];
  opensOn: Day;
  dueOn: Day;
  movedBy: number;
  fixBy: Day | null;
  baseAfter: number;
  handedAt: Date | null;
  holds: HoldReason[];
  openedLate: number;
}

const near = (before: number, after: number) =>
  fc.integer({ min: -before, max: after }).map((n) => addDays(TODAY, n));

const generated: fc.Arbitrary<GeneratedDuty> = fc.record({
  state: fc.constantFrom<DutyState>('open', 'submitted', 'accepted', 'returned', 'waived'),
  counts: fc.constantFrom(0, 1, 1, 1),
  asked: fc.constantFrom<[string, string]>(
    ...([
      ['lead-quarterly', '2026Q3'],
      ['lead-quarterly', '2026Q4'],
      ['lead-quarterly', '2027Q1'],
    ] as [string, string][]),
    ...([
      ['support-quarterly', '2026-11'],
      ['support-quarterly', '2026-12'],
      ['support-quarterly', '2026-12'],
      ['brand-day', '2026年品牌日'],
      ['accreditation-day', '2026H1'],
      ['accreditation-day', '2026H2'],
      ['quality-month', '2025'],
      ['quality-month', '2026'],
    ] as [string, string][]),
  ),
  opensOn: near(80, 2),
  dueOn: near(12, 25),
  movedBy: fc.constantFrom(0, 0, 3),
  fixBy: near(5, 5),
  baseAfter: fc.constantFrom(0, 0, 4),
  handedAt: fc.option(
    fc
      .integer({ min: -20, max: 3 })
      .chain((n) =>
        fc
          .integer({ min: 0, max: 24 * 60 })
          .map((minute) => new Date(startOf(addDays(TODAY, n)).getTime() + minute * 60_000 - 1)),
      ),
  ),
  holds: fc.uniqueArray(fc.constantFrom(...(Object.keys(holdReasons) as HoldReason[])), { maxLength: 3 }),
  openedLate: fc.constantFrom(0, 0, 1),
});

eachDatabase('lights', (open) => {
  let world: World;
  let db: Database;

  beforeEach(async () => {
    db = await open();
    world = await openDutiesApp(db, '2026-11-23');
    await world.appointContacts();
  });
  afterEach(() => world.app.close());

  const insert = async (rows: readonly GeneratedDuty[]) => {
    const charge = await db.row<{ id: number }>(sql`SELECT MIN(id) AS id FROM charge`);
    const keys = await db.rows<{ item: number; unit: number }>(sql`
      SELECT i.id AS item, u.id AS unit FROM item i CROSS JOIN unit u ORDER BY i.id, u.id LIMIT ${rows.length}`);
    await db.write(async () => {
      for (const [code, frequency] of Object.entries(FREQUENCIES))
        await db.changed(sql`UPDATE schedule SET frequency = ${frequency} WHERE code = ${code}`);
      for (const [n, row] of rows.entries()) {
        const { state, counts, opensOn, dueOn, movedBy, fixBy, handedAt, holds, openedLate } = row;
        const [code, period] = row.asked;
        const schedule = await world.scheduleId(code);
        const handed = state === 'open' ? null : handedAt;
        const duty = await db.row<{ id: number }>(sql`
          INSERT INTO duty (schedule_id, item_id, unit_id, charge_id, role, period, lead_period, opens_on, due_nominal, original_due_on,
            due_on, created_on, created_at, opened_late, counts, silent_nil, state, version, first_handed_at, round,
            fix_by, owed_on, ladder_base, ladder_used, ladder_step, hold_reason)
          VALUES (${schedule.id}, ${keys[n]?.item ?? 0}, ${keys[n]?.unit ?? 0}, ${charge?.id ?? 0}, 'lead', ${period}, ${period},
            ${opensOn}, ${dueOn}, ${addDays(dueOn, -movedBy)}, ${dueOn}, ${opensOn}, ${startOf(opensOn)}, ${openedLate}, ${counts}, 0,
            ${state}, 1, ${handed}, 1, ${fixBy}, ${owedOn({ state, dueOn, fixBy })},
            ${addDays(dueOn, row.baseAfter)}, 0, 0, ${holds[0] ?? null}) RETURNING id`);
        for (const hold of holds) {
          await db.changed(sql`INSERT INTO duty_hold (duty_id, reason, since, note, by_account)
            VALUES (${duty?.id ?? 0}, ${hold}, ${opensOn}, '', 0)`);
        }
      }
    });
  };

  test('SQL says the same colour as the domain, whatever the duty', async () => {
    await insert(fc.sample(generated, { numRuns: 600, seed: 20191225 }));
    const calendar = await world.app.get(Calendar).current();
    const rows = await db.rows<LightRow & { colour: string }>(sql`
      SELECT ${lightColumns(TODAY)}, ${lightSql(TODAY, calendar)} AS colour
        FROM duty d JOIN schedule s ON s.id = d.schedule_id`);
    const lights = await lightsOf(db, rows, TODAY, calendar);
    const different = rows.filter((row) => lights.get(row.id)?.colour !== row.colour);
    expect(different).toEqual([]);
    expect(new Set(rows.map(({ colour }) => colour)).size).toBe(5);
  });

  test('a light is written down when it changes and only then', async () => {
    await world.openDue('2026-11-23');
    await world.release();
    const lights = world.app.get(LightsService);
    expect(await lights.recordLights('2026-11-23')).toBe(471);
    expect(await lights.recordLights('2026-11-24')).toBe(0);
    // 3 workdays before 12-21 the parts turn blue, 3 before 12-25 the leads' reports
    expect(await lights.recordLights('2026-12-16')).toBe(424);
    expect(await lights.recordLights('2026-12-22')).toBe(47 + 424);
    expect(await lights.recordLights('2026-12-22')).toBe(0);
    const { id } = await world.duty('task-1', 'gxj', '2026Q4');
    const past = await db.rows(
      sql`SELECT from_on AS "on", light, reason FROM light_change WHERE duty_id = ${id} ORDER BY from_on`,
    );
    expect(past).toEqual([
      { on: '2026-11-23', light: 'green', reason: '未到期,12月21日前报' },
      { on: '2026-12-16', light: 'blue', reason: '剩3个工作日,12月21日截止,尚未报送' },
      { on: '2026-12-22', light: 'red', reason: '逾期1个工作日(原定12月21日)' },
    ]);
  });

  test('any past day can be shown as it was', async () => {
    await world.openDue('2026-11-23');
    await world.release();
    for (const day of ['2026-11-23', '2026-12-16', '2026-12-22'])
      await world.app.get(LightsService).recordLights(day);
    world.goTo('2026-12-23');
    const office = await as(world.app, 'office');
    const total = async (query: string) => (await office.get(`/api/duties?${query}`)).json().total;
    expect(await total('asOf=2026-12-17&light=blue')).toBe(424);
    expect(await total('asOf=2026-12-17&light=green')).toBe(47);
    expect(await total('asOf=2026-12-17&overdue=true')).toBe(0);
    expect(await total('asOf=2026-12-22&overdue=true')).toBe(424);
    expect(await total('asOf=2026-11-22')).toBe(0);
    expect(await total('light=red')).toBe(424);
    const { rows } = (await office.get('/api/duties?asOf=2026-12-17&size=1')).json();
    expect(rows[0]).toMatchObject({ state: 'open', light: { shape: expect.any(String) } });
  });

  test('on a day after the colour changed the sentence is of that day', async () => {
    await world.openDue('2026-11-23');
    await world.release();
    await world.app.get(LightsService).recordLights('2026-12-18');
    await world.app.get(LightsService).recordLights('2026-12-22');
    world.goTo('2026-12-31');
    const office = await as(world.app, 'office');
    const { id } = await world.duty('task-1', 'gxj', '2026Q4');
    await db.write(() =>
      db.changed(sql`
        INSERT INTO ladder_step (duty_id, round, step, due_on, taken_on, taken_at, provisional)
        SELECT ${sql.int(id)}, 1, s.step, s.day, s.day, s.day || 'T01:00:00.000Z', 0
          FROM (SELECT 1 AS step, '2026-12-22' AS day UNION SELECT 2, '2026-12-28') s`),
    );
    const said = async (day: string) => {
      const answer = await office.get(
        `/api/duties?asOf=${day}&size=200&role=support&period=2026Q4&q=市工信局`,
      );
      const { rows } = answer.json<{ rows: { id: number; light: { reason: string } }[] }>();
      return rows.find((row) => row.id === id)?.light.reason;
    };
    expect(await said('2026-12-18')).toBe('剩1个工作日,12月21日截止,尚未报送');
    expect(await said('2026-12-21')).toBe('今日24时截止');
    expect(await said('2026-12-25')).toBe('逾期4个工作日(原定12月21日),已催办1次');
  });

  test('what a unit was found not to be concerned with says since when', async () => {
    await world.openDue('2026-11-23');
    const { id, chargeId } = await world.duty('task-1', 'gxj', '2026Q4');
    await db.write(async () => {
      await db.changed(sql`UPDATE charge SET decided_at = '2026-11-30T17:00:00.000Z' WHERE id = ${chargeId}`);
      await db.changed(
        sql`UPDATE duty SET state = 'waived', owed_on = NULL, waived_reason = '认定不涉及' WHERE id = ${id}`,
      );
    });
    const office = await as(world.app, 'office');
    expect((await office.get(`/api/duties/${id}`)).json()).toMatchObject({
      light: { colour: 'grey', reason: '不涉及:12月1日认定' },
    });
  });

  describe('by hand', () => {
    let office: Agent;
    const put = (id: number, body: object) => office.post(`/api/duties/${id}/light-overrides`, body);

    test('a person’s light shows with its reason until its end, and the computed one again after it', async () => {
      await world.openDue('2026-11-23');
      await world.release();
      world.goTo('2026-12-23');
      office = await as(world.app, 'office');
      const { id } = await world.duty('task-1', 'gxj', '2026Q4');
      const until = { light: 'green', reason: '系统故障期间已邮件报送', until: '2026-12-24' };
      expect((await put(id, until)).json().light).toMatchObject({
        colour: 'green',
        reason: expect.stringContaining('人工调整为绿:系统故障期间已邮件报送'),
      });
      const red = async () => (await office.get('/api/duties?light=red')).json().total;
      expect(await red()).toBe(423);
      world.goTo('2026-12-25');
      office = await as(world.app, 'office');
      expect((await office.get('/api/duties?light=red&role=support')).json().total).toBe(424);
      expect((await put(id, { ...until, until: '2026-12-20' })).json().code).toBe('override-until-past');
    });
  });
});
