import { sql } from '../../src/platform/database/sql';
import { Caller, type Home } from '../support/built-server';
import { Pen } from './pen';
import { look, type staffOf } from './quarter';

type Staff = Awaited<ReturnType<typeof staffOf>>;

/** Two reports of each contact, written at any of the servers. */
export async function pensOf(staff: Staff, urls: readonly string[]): Promise<Pen[]> {
  const pens: Pen[] = [];
  for (const { name, owed } of staff) {
    const caller = await Caller.signIn(urls[0] ?? '', name);
    const callers = urls.map((url) => caller.at(url));
    pens.push(...owed.slice(0, 2).map((duty) => new Pen(duty, callers)));
  }
  return pens;
}

/** Every acknowledged report is there once, and nothing else is; nobody was answered in a way that needs explaining. */
export async function expectNothingLost(home: Home, pens: readonly Pen[]): Promise<void> {
  const stored = await look<{ text: string }>(home, sql`SELECT progress AS text FROM report ORDER BY id`);
  expect(pens.flatMap((pen) => pen.surprises)).toEqual([]);
  expect(stored.map(({ text }) => text).sort()).toEqual(pens.flatMap((pen) => pen.acknowledged).sort());
}
