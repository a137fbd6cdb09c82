import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from '../../src/platform/database/sql';
import { startChild } from '../support/child';
import { type Home, newHome } from '../support/built-server';
import { breachesOf } from '../support/invariants';
import { furnish, openHome } from './quarter';

describe.each(['sqlite', 'postgres'] as const)('a server on %s', (dialect) => {
  let home: Home;
  beforeAll(async () => {
    home = await newHome(dialect);
  });
  afterAll(() => home.drop());

  test('killed between a commit and its wake-up sends the message at the next tick, once', async () => {
    await furnish(home, () => Promise.resolve());
    const child = startChild(join(__dirname, 'wake-up-child.ts'), [JSON.stringify(home), '2026-12-14']);
    const complaints: string[] = [];
    child.stderr.on('data', (chunk) => complaints.push(String(chunk)));
    child.stdout.resume();
    expect([await once(child, 'exit'), complaints]).toEqual([[null, 'SIGKILL'], []]);

    const quarter = await openHome(home, '2026-12-14T01:40:00.000Z');
    const sent = () => quarter.messages(sql`m.body LIKE '%质强办提醒%'`);
    expect(await sent()).toEqual([]);
    expect(await quarter.count(sql`notice WHERE kind = 'urge' AND outcome = 'pending'`)).toBe(1);
    await quarter.sweep('2026-12-14', ['deliver'], '09:41');
    await quarter.sweep('2026-12-14', ['deliver'], '09:42');
    expect(await sent()).toMatchObject([{ audience: 'unit', unit: '市工信局' }]);
    expect(await breachesOf(quarter.world.app)).toEqual([]);
    await quarter.world.app.close();
  }, 60_000);
});
