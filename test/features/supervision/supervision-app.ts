import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { CalendarModule } from '../../../src/calendar/calendar.module';
import { DutiesModule } from '../../../src/duties/duties.module';
import { NoticesModule } from '../../../src/notices/notices.module';
import { PlanModule } from '../../../src/plan/plan.module';
import { SeedingService } from '../../../src/plan/seeding.service';
import { FixedClock } from '../../../src/platform/clock/clock';
import type { Database } from '../../../src/platform/database/database';
import { type Sql, sql } from '../../../src/platform/database/sql';
import { JobsModule } from '../../../src/platform/jobs/jobs.module';
import { SweepRunner, type Swept } from '../../../src/platform/jobs/sweep-runner';
import { SWEEPS } from '../../../src/schedule';
import { SupervisionModule } from '../../../src/supervision/supervision.module';
import { UnitsModule } from '../../../src/units/units.module';
import { openApp } from '../../support/app';
import { fromSetup } from '../../support/places';
import { World } from '../duties/duties-app';
import { Reporting } from '../duties/reporting';
import { seedFiles } from '../plan/plan-app';

/** 09:30 in Shanghai: the day's messages go out. */
export const at = (day: string, time = '09:30'): Date => new Date(`${day}T${time}:00.000+08:00`);

/** A released fourth quarter that every unit has been told of; parts are due on 12-21, leads' reports on 12-25. */
export async function openSupervision(db: Database): Promise<Supervision> {
  const clock = new FixedClock(at('2026-11-23'));
  const imports = [
    ...[CalendarModule, UnitsModule, PlanModule, JobsModule.forRoot(SWEEPS), NoticesModule],
    ...[DutiesModule, SupervisionModule],
  ];
  // the sweeps write checkpoints of this database's record: not where another suite's would lie
  const env = { DATA_DIR: mkdtempSync(join(fromSetup('TEST_DIR'), 'data-')) };
  const app = await openApp(db, { clock, imports, env });
  await app.get(SeedingService).seedPlan(seedFiles());
  const world = new World(db, clock, app);
  await world.appointContacts();
  await world.openDue('2026-11-23');
  await world.release();
  await db.write(() =>
    db.changed(sql`
      INSERT INTO service (unit_id, schedule_id, served_on, via, note, at, by_account)
      SELECT u.id, s.id, '2026-11-23', 'paper', '', '2026-11-23T01:00:00.000Z', 0
        FROM unit u JOIN schedule s ON s.state = 'released' ON CONFLICT DO NOTHING`),
  );
  await db.write(() => db.changed(sql`UPDATE charge SET ack_state = 'acknowledged'`));
  return new Supervision(world);
}

export class Supervision extends Reporting {
  /** All sweeps, or the named ones, at 09:30 of that day or another time. */
  sweep(day: string, names?: readonly string[], time?: string): Promise<Swept[]> {
    this.world.clock.set(at(day, time));
    return this.world.app.get(SweepRunner).runSweeps(at(day, time), names);
  }

  async done(name: string, day: string): Promise<number> {
    const [swept] = await this.sweep(day, [name]);
    return swept?.done ?? 0;
  }

  /** As if everything that `except` (alias d, i, u) does not name had been handed in. */
  async settleAllBut(except: Sql): Promise<void> {
    await this.db.write(() =>
      this.db.changed(sql`
        UPDATE duty SET state = 'accepted', owed_on = NULL, ladder_from = NULL, first_handed_at = '2026-12-01T00:00:00.000Z'
         WHERE id NOT IN (SELECT d.id FROM duty d JOIN item i ON i.id = d.item_id JOIN unit u ON u.id = d.unit_id
                           WHERE ${except})`),
    );
  }

  /** Audience, title and body of what was sent, in order. */
  messages(
    where: Sql = sql`1 = 1`,
  ): Promise<{ day: string; audience: string; unit: string | null; title: string; body: string }[]> {
    return this.db.rows(sql`
      SELECT m.day, m.audience, u.name AS unit, m.title, m.body FROM message m LEFT JOIN unit u ON u.id = m.unit_id
       WHERE m.state = 'sent' AND m.title NOT LIKE '报送任务下发%' AND ${where} ORDER BY m.id`);
  }

  count(from: Sql): Promise<number> {
    return this.world.count(from);
  }

  steps(dutyId: number): Promise<{ step: number; dueOn: string; takenOn: string }[]> {
    return this.db.rows(sql`
      SELECT step, due_on AS "dueOn", taken_on AS "takenOn" FROM ladder_step WHERE duty_id = ${dutyId} ORDER BY id`);
  }
}
