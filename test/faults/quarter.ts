import { SeedingService } from '../../src/plan/seeding.service';
import { AppModule } from '../../src/app.module';
import { Clock, FixedClock } from '../../src/platform/clock/clock';
import { readConfig } from '../../src/platform/config/config';
import { Database } from '../../src/platform/database/database';
import { migrations } from '../../src/platform/database/migrations';
import { type Sql, sql } from '../../src/platform/database/sql';
import { createServer } from '../../src/platform/http/server';
import { World } from '../features/duties/duties-app';
import { seedFiles } from '../features/plan/plan-app';
import { Supervision } from '../features/supervision/supervision-app';
import { AUDIT_KEY, type Home } from '../support/built-server';

/** 09:00 in Shanghai, a week before the parts are due; a server with this CLOCK_AT stands in the same morning. */
export const MORNING_OF_THE_14TH = '2026-12-14T01:00:00.000Z';

/** A home's tracker in this process, every module of the real one; its clock stands until it is moved. */
export async function openHome({ directory, place }: Home, at: string): Promise<Supervision> {
  const config = readConfig({
    DATA_DIR: directory,
    DATABASE_URL: place.dialect === 'postgres' ? place.url : undefined,
    AUDIT_KEY,
    PORT: '0',
    LOG_LEVEL: 'error',
    CLOCK_AT: at,
  });
  const app = await createServer(AppModule.forRoot(config), config);
  const clock = app.get(Clock, { strict: false });
  if (!(clock instanceof FixedClock)) throw new Error('the clock of a test stands');
  return new Supervision(new World(app.get(Database, { strict: false }), clock, app));
}

/** A released fourth quarter that every unit has been told of; parts are due on 12-21, leads' reports on 12-25. */
export async function openQuarter(home: Home): Promise<Supervision> {
  const quarter = await openHome(home, '2026-11-23T01:30:00.000Z');
  const { world, db } = quarter;
  await world.app.get(SeedingService, { strict: false }).seedPlan(seedFiles());
  await world.appointContacts();
  await world.openDue('2026-11-23');
  await world.release();
  await db.write(() =>
    db.changed(sql`
      INSERT INTO service (unit_id, schedule_id, served_on, via, note, at, by_account)
      SELECT u.id, s.id, '2026-11-23', 'paper', '', '2026-11-23T01:00:00.000Z', 0
        FROM unit u JOIN schedule s ON s.state = 'released'
       WHERE 1 = 1 ON CONFLICT DO NOTHING`),
  );
  world.clock.set(new Date(MORNING_OF_THE_14TH));
  return quarter;
}

/** Furnishes a home with that quarter; `prepare` adds to it before everybody leaves. */
export async function furnish<T>(home: Home, prepare: (quarter: Supervision) => Promise<T>): Promise<T> {
  const quarter = await openQuarter(home);
  try {
    return await prepare(quarter);
  } finally {
    await quarter.world.app.close();
  }
}

/** A look at a home's database beside the server. */
export async function look<T>({ place }: Home, query: Sql): Promise<T[]> {
  const db = await Database.open({ place, entities: [], migrations });
  try {
    return await db.rows<T>(query);
  } finally {
    await db.close();
  }
}

export interface Owed {
  id: number;
  version: number;
}

/** What each unit owes for the quarter, and a new contact for each who may hand it in. */
export async function staffOf(
  quarter: Supervision,
  codes: readonly string[],
): Promise<{ code: string; name: string; owed: Owed[] }[]> {
  const staff = [];
  for (const code of codes) {
    const owed = await quarter.db.rows<Owed>(sql`
      SELECT d.id, d.version FROM duty d JOIN unit u ON u.id = d.unit_id
       WHERE u.code = ${code} AND d.period = '2026Q4' ORDER BY d.id`);
    staff.push({ code, name: (await quarter.unit(code)).session.account.name, owed });
  }
  return staff;
}
