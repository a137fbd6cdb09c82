import { Clock } from '../../src/platform/clock/clock';
import { Database } from '../../src/platform/database/database';
import { sql } from '../../src/platform/database/sql';
import { play } from '../../src/simulation/play';
import { simulate } from '../../src/simulation/simulation';
import { saySimulation } from '../../src/simulation/simulation-report';
import { breachesOf } from '../support/invariants';
import { openTestTracker } from '../support/tracker';

const WEEKS = { from: '2020-03-02', to: '2020-04-03' } as const;
const SHORT = { from: '2020-03-02', to: '2020-03-11' } as const;

describe('a simulation', () => {
  it('is the same for the same seed, counts every unit and breaks no promise', async () => {
    const tracker = await openTestTracker('sqlite', WEEKS.from);
    const played = await play(tracker, { ...WEEKS, seed: 33 });
    expect(await breachesOf(tracker)).toEqual([]);
    await tracker.close();

    const again = await simulate({ ...WEEKS, seed: 33 });
    expect(again.digest).toBe(played.digest);
    expect(again.tally).toEqual(played.tally);
    expect(again.tally.units).toHaveLength(43);
    const { units, steps, totals } = again.tally;
    expect(units.reduce((sum, { owed, waived }) => sum + owed + waived, 0)).toBe(
      new Map(totals).get('报送任务'),
    );
    expect(steps.map(({ role, step }) => `${role} ${step}`)).toContain('support 1');
    expect(saySimulation(again)).toContain(`摘要 ${again.digest}`);
  }, 240_000);

  it('is another one for another seed', async () => {
    const [one, other] = [await simulate({ ...SHORT, seed: 1 }), await simulate({ ...SHORT, seed: 2 })];
    expect(one.digest).not.toBe(other.digest);
  }, 240_000);

  it('stops the last day at the hour asked for', async () => {
    const tracker = await openTestTracker('sqlite', SHORT.from);
    await play(tracker, { ...SHORT, seed: 33, until: 10 * 60 });
    expect(tracker.get(Clock).now().toISOString()).toBe('2020-03-11T02:00:00.000Z');
    const [last] = await tracker.get(Database).rows<{ at: string }>(sql`SELECT MAX(at) AS at FROM audit`);
    expect(last?.at.localeCompare('2020-03-11T02:00:00.000Z')).toBe(-1);
    await tracker.close();
  }, 240_000);
});
