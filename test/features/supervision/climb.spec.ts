import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { eachDatabase } from '../../support/databases';
import { openSupervision, type Supervision } from './supervision-app';

eachDatabase('the ladder', (open) => {
  let db: Database;
  let world: Supervision;
  beforeEach(async () => {
    db = await open();
    world = await openSupervision(db);
  });
  afterEach(() => world.world.app.close());

  const onlyTextile = () => world.settleAllBut(sql`i.code = 'industry-5' AND d.role = 'lead'`);
  /** 修水县 */
  const onlyXiushui = () => world.settleAllBut(sql`u.code = '360424' AND d.role = 'support'`);

  test('a lead is told on the 1st workday, has a case on the 3rd and comes to the head on the 8th', async () => {
    await onlyTextile();
    expect(await world.done('climb', '2026-12-25')).toBe(0);
    expect(await world.done('climb', '2026-12-28')).toBe(1);
    expect(await world.done('climb', '2026-12-29')).toBe(0);
    expect(await world.count(sql`supervision_case`)).toBe(0);
    expect(await world.done('climb', '2026-12-30')).toBe(1);
    expect(await db.rows(sql`SELECT kind, state, for_head AS "forHead" FROM supervision_case`)).toEqual([
      { kind: 'lead', state: 'opened', forHead: 0 },
    ]);
    for (const day of ['2026-12-31', '2027-01-01', '2027-01-04', '2027-01-05', '2027-01-06', '2027-01-07']) {
      await world.sweep(day, ['climb']);
    }
    const [duty] = await db.rows<{ id: number }>(sql`SELECT id FROM duty WHERE ladder_from IS NOT NULL`);
    expect(await world.steps(duty?.id ?? 0)).toEqual([
      { step: 1, dueOn: '2026-12-28', takenOn: '2026-12-28' },
      { step: 2, dueOn: '2026-12-30', takenOn: '2026-12-30' },
    ]);
    expect(await world.count(sql`supervision_case WHERE for_head = 1`)).toBe(0);
  });

  test('the step to the head waits for the calendar, and is taken once the office confirms its days', async () => {
    await onlyTextile();
    for (const day of ['2026-12-28', '2026-12-30', '2027-01-07']) await world.sweep(day, ['climb']);
    expect(await world.count(sql`ladder_step`)).toBe(2);
    await db.write(async () => {
      const row = await db.row<{ value: string }>(sql`SELECT value FROM setting WHERE key = 'calendar'`);
      const state = { ...(JSON.parse(row?.value ?? '{}') as object), confirmedThrough: '2027-01-31' };
      await db.changed(sql`UPDATE setting SET value = ${JSON.stringify(state)} WHERE key = 'calendar'`);
    });
    expect(await world.done('climb', '2027-01-08')).toBe(1);
    expect(await world.count(sql`supervision_case WHERE for_head = 1`)).toBe(1);
    const told = await db.rows(sql`SELECT audience, text_key AS "textKey" FROM notice WHERE kind = 'head'`);
    expect(told).toEqual([{ audience: 'office', textKey: 'case-awaits-head' }]);
  });

  test('sweeping twice a day does nothing the second time', async () => {
    await onlyTextile();
    expect(await world.done('climb', '2026-12-28')).toBe(1);
    const before = await world.count(sql`audit`);
    expect(await world.done('climb', '2026-12-28')).toBe(0);
    expect(await world.count(sql`ladder_step`)).toBe(1);
    expect(await world.count(sql`audit`)).toBe(before);
  });

  test('after an outage a duty takes one step a workday, in order, whatever it missed', async () => {
    await onlyTextile();
    await db.write(() =>
      db.changed(sql`UPDATE duty SET ladder_from = '2026-11-27' WHERE ladder_from IS NOT NULL`),
    );
    for (const [day, steps] of [
      ['2026-12-19', 0],
      ['2026-12-21', 1],
      ['2026-12-22', 1],
      ['2026-12-23', 1],
      ['2026-12-24', 0],
    ] as const) {
      expect([day, await world.done('climb', day)]).toEqual([day, steps]);
    }
    const [duty] = await db.rows<{ id: number }>(sql`SELECT id FROM duty WHERE ladder_from IS NOT NULL`);
    expect(await world.steps(duty?.id ?? 0)).toEqual([
      { step: 1, dueOn: '2026-11-30', takenOn: '2026-12-21' },
      { step: 2, dueOn: '2026-12-02', takenOn: '2026-12-22' },
      { step: 3, dueOn: '2026-12-09', takenOn: '2026-12-23' },
    ]);
  });

  test('a supporter is told with a copy to its lead, and joins one case a unit and period', async () => {
    await onlyXiushui();
    const owed = await world.count(sql`duty WHERE ladder_from IS NOT NULL`);
    expect(owed).toBeGreaterThan(5);
    expect(await world.done('climb', '2026-12-22')).toBe(owed);
    const copies = await db.rows<{ items: number }>(sql`
      SELECT COUNT(*) AS items FROM notice n JOIN duty d ON d.id = n.duty_id WHERE n.kind = 'ladder-copy' AND n.unit_id <> d.unit_id`);
    const single = await db.row<{ n: number }>(sql`
      SELECT COUNT(*) AS n FROM duty d WHERE d.ladder_from IS NOT NULL AND
        (SELECT COUNT(*) FROM charge c WHERE c.item_id = d.item_id AND c.role = 'lead' AND c.until IS NULL) = 1`);
    expect(copies[0]?.items).toBe(single?.n);
    expect(await world.done('climb', '2026-12-28')).toBe(owed);
    expect(await db.rows(sql`SELECT kind, period FROM supervision_case`)).toEqual([
      { kind: 'support', period: '2026Q4' },
    ]);
    expect(await world.count(sql`case_duty`)).toBe(owed);
    expect(await world.count(sql`audit WHERE action = 'ladder.stepped'`)).toBe(2);
  });

  test('a hand-in between the step and nine o’clock wins: nobody is told', async () => {
    await onlyTextile();
    await world.sweep('2026-12-28', ['climb'], '00:10');
    await db.write(() =>
      db.changed(
        sql`UPDATE duty SET state = 'submitted', owed_on = NULL, ladder_from = NULL WHERE owed_on IS NOT NULL`,
      ),
    );
    await world.sweep('2026-12-28', ['deliver']);
    expect(await world.count(sql`message WHERE day = '2026-12-28' AND state = 'empty'`)).toBe(1);
    expect(await world.count(sql`notice WHERE kind = 'ladder' AND outcome = 'dropped'`)).toBe(1);
    expect(await world.messages(sql`m.day = '2026-12-28'`)).toEqual([]);
  });

  test('whose silence counts as nil takes no step, whichever sweep comes first', async () => {
    await world.settleAllBut(sql`u.code = 'customs' AND d.role = 'support'`);
    const silent = await world.count(sql`duty WHERE silent_nil = 1 AND owed_on IS NOT NULL`);
    expect(silent).toBeGreaterThan(0);
    expect(await world.done('climb', '2026-12-22')).toBe(0);
    expect(await world.done('settle', '2026-12-22')).toBe(silent);
    expect(await world.done('climb', '2026-12-23')).toBe(0);
  });

  test('a person’s version is not touched by the climb', async () => {
    await onlyTextile();
    const before = await world.count(sql`duty WHERE version = 1`);
    await world.done('climb', '2026-12-28');
    expect(await world.count(sql`duty WHERE version = 1`)).toBe(before);
  });

  test('departments are asked, counties and party organs are asked courteously', async () => {
    await world.settleAllBut(
      sql`u.code IN ('gxj', '360424') AND d.role = 'support' AND i.code IN ('task-1', 'task-3')`,
    );
    await world.sweep('2026-12-22');
    const said = (await world.messages(sql`m.audience = 'unit' AND m.day = '2026-12-22'`)).map(
      ({ unit, body }) => `${unit} ${body}`,
    );
    expect(
      said.some((text) => text.includes('截至12月22日9时,未收到贵单位') && text.includes('原定12月21日')),
    ).toBe(true);
    const courteous = said.find((text) => text.startsWith('修水'));
    expect(courteous).toContain('商请拨冗支持为盼');
    expect(courteous).toMatch(/2项配合材料\(任务1、3,原定12月21日\)尚未收到/);
  });
});
