import { sql } from '../../src/platform/database/sql';
import { ClockJumps } from '../../src/platform/jobs/clock-jumps';
import { SWEEPS } from '../../src/schedule';
import { at, type Supervision } from '../features/supervision/supervision-app';
import { type Home, newHome } from '../support/built-server';
import { breachesOf } from '../support/invariants';
import { openHome, openQuarter } from './quarter';

const TOLD = [
  'duty',
  'ladder_step',
  'supervision_case',
  'case_duty',
  'period_open',
  'message',
  'notice',
] as const;

describe.each(['sqlite', 'postgres'] as const)('a clock that is wrong, on %s', (dialect) => {
  let home: Home;
  let quarter: Supervision;

  beforeEach(async () => {
    home = await newHome(dialect);
    quarter = await openQuarter(home);
  });
  afterEach(async () => {
    expect(await breachesOf(quarter.world.app)).toEqual([]);
    await quarter.world.app.close();
    await home.drop();
  });

  /** What one tick of every sweep does at that moment, the look at the clock included. */
  const tick = async (day: string, time = '09:30') => {
    if (!(await quarter.world.app.get(ClockJumps, { strict: false }).mayWork(at(day, time)))) return;
    await quarter.sweep(
      day,
      SWEEPS.map(({ name }) => name),
      time,
    );
  };
  /** Days as they come: a server that looks at its clock all the time sees no jump. */
  const pass = async (...days: string[]) => {
    for (const day of days) await tick(day);
  };
  const counts = async () => {
    const entries = [];
    for (const table of TOLD) entries.push([table, await quarter.count(sql.raw(table))] as const);
    return Object.fromEntries(entries);
  };
  const sentTwice = () =>
    quarter.db.rows(sql`SELECT unit_id, audience, day FROM message WHERE urgent_of = 0 AND state = 'sent'
                        GROUP BY unit_id, audience, day, channel HAVING COUNT(*) > 1`);

  test('one day back does no day twice, and the next day goes on', async () => {
    await pass('2026-12-24', '2026-12-25', '2026-12-26', '2026-12-27', '2026-12-28');
    const before = await counts();
    await pass('2026-12-25', '2026-12-26', '2026-12-27');
    await tick('2026-12-28', '09:50');
    expect(await counts()).toEqual(before);
    const steps = await quarter.count(sql`ladder_step`);
    await pass('2026-12-29', '2026-12-30');
    expect(await quarter.count(sql`ladder_step`)).toBeGreaterThan(steps);
    expect(await sentTwice()).toEqual([]);
  });

  test('forty days ahead, nothing is opened, climbed or sent until somebody has looked; back again, the days go on', async () => {
    await pass('2026-12-17', '2026-12-18');
    const before = await counts();
    await tick('2027-01-27');
    expect(await counts()).toEqual(before);
    quarter.world.clock.set(at('2027-01-27'));
    const health = await (await quarter.office()).get('/api/health');
    expect(health.json<{ degraded: string[] }>().degraded.join()).toMatch(
      /2026年12月18日.*跳到2027年1月27日/,
    );
    await tick('2026-12-18', '10:00');
    expect(await counts()).toEqual(before);

    quarter.world.clock.set(at('2026-12-18', '10:10'));
    expect((await (await quarter.office()).post('/api/delivery/confirmation')).statusCode).toBeLessThan(300);
    await pass('2026-12-18', '2026-12-19', '2026-12-20', '2026-12-21');
    const reminded = await quarter.db.rows(
      sql`SELECT id FROM message WHERE state = 'sent' AND day = '2026-12-21'`,
    );
    expect(reminded.length).toBeGreaterThan(20);
    expect(await sentTwice()).toEqual([]);
  });

  test('a server off from 31 December to 4 January opens the new year once and takes one step a duty', async () => {
    await pass('2026-12-27', '2026-12-28', '2026-12-29', '2026-12-30');
    const steps = await quarter.count(sql`ladder_step`);
    await quarter.world.app.close();
    quarter = await openHome(home, at('2027-01-04').toISOString());
    await tick('2027-01-04');
    const first = await counts();
    await tick('2027-01-04', '09:45');
    expect(await counts()).toEqual(first);
    expect(await quarter.count(sql`duty WHERE period = '2027Q1'`)).toBe(471);
    expect(
      await quarter.db.rows(
        sql`SELECT DISTINCT due_on AS "dueOn", opened_late AS late FROM duty WHERE period = '2027Q1' ORDER BY 1`,
      ),
    ).toHaveLength(2);
    expect(await quarter.count(sql`ladder_step`)).toBeGreaterThanOrEqual(steps);
    const perDay = await quarter.db.rows(
      sql`SELECT duty_id FROM ladder_step GROUP BY duty_id, taken_on HAVING COUNT(*) > 1`,
    );
    expect(perDay).toEqual([]);
    expect(await sentTwice()).toEqual([]);
  });
});
