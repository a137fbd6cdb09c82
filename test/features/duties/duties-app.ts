import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CalendarModule } from '../../../src/calendar/calendar.module';
import { DutiesModule } from '../../../src/duties/duties.module';
import { OpeningService } from '../../../src/duties/opening/opening.service';
import { ReleaseService } from '../../../src/duties/schedules/release.service';
import { NoticesModule } from '../../../src/notices/notices.module';
import { PlanModule } from '../../../src/plan/plan.module';
import { SeedingService } from '../../../src/plan/seeding.service';
import { FixedClock } from '../../../src/platform/clock/clock';
import type { Database } from '../../../src/platform/database/database';
import { type Sql, sql } from '../../../src/platform/database/sql';
import { SYSTEM } from '../../../src/platform/http/actor';
import { JobsModule } from '../../../src/platform/jobs/jobs.module';
import { UnitsModule } from '../../../src/units/units.module';
import { openApp } from '../../support/app';
import { seedFiles } from '../plan/plan-app';

/** 09:00 in Shanghai on that day. */
export const morningOf = (day: string): Date => new Date(`${day}T01:00:00.000Z`);

/** The features up to the duties (and those named, to the right) with the model plan, at 09:00 of that day. */
export async function openDutiesApp(db: Database, day: string, right: Type[] = []): Promise<World> {
  const clock = new FixedClock(morningOf(day));
  const left = [CalendarModule, UnitsModule, PlanModule, JobsModule.forRoot([]), NoticesModule];
  const app = await openApp(db, { clock, imports: [...left, DutiesModule, ...right] });
  await app.get(SeedingService).seedPlan(seedFiles());
  return new World(db, clock, app);
}

export class World {
  constructor(
    readonly db: Database,
    readonly clock: FixedClock,
    readonly app: NestFastifyApplication,
  ) {}

  goTo(day: string): void {
    this.clock.set(morningOf(day));
  }

  /** Every unit, or those named by code, has somebody who answers for it, though nobody has signed in yet. */
  async appointContacts(codes?: readonly string[]): Promise<void> {
    const wanted = codes ? sql`u.code IN ${sql.list(codes)}` : sql`1 = 1`;
    const at = this.clock.now();
    await this.db.write(async () => {
      await this.db.changed(sql`
        INSERT INTO account (name, display_name, phone, hash, state, created_at, version)
        SELECT 'contact-' || u.code, u.name || '联络员', '', '', 'active', ${sql.text(at)}, 1 FROM unit u WHERE ${wanted}`);
      await this.db.changed(sql`
        INSERT INTO post (account_id, role, unit_id, state, since)
        SELECT a.id, 'unit', u.id, 'active', '2019-12-25' FROM unit u
          JOIN account a ON a.name = 'contact-' || u.code WHERE ${wanted}`);
    });
  }

  openDue(day: string): Promise<number> {
    return this.app.get(OpeningService).openDue(day);
  }

  release(): Promise<number> {
    return this.app.get(ReleaseService).releaseAll(SYSTEM, '九质强办〔2026〕3号');
  }

  async count(from: Sql): Promise<number> {
    const row = await this.db.row<{ n: number }>(sql`SELECT COUNT(*) AS n FROM ${from}`);
    return row?.n ?? 0;
  }

  /** The one duty of a unit in an item, by their codes. */
  async duty(item: string, unit: string, period: string): Promise<DutyColumns> {
    const row = await this.db.row<DutyColumns>(sql`
      SELECT d.id, d.unit_id AS "unitId", d.charge_id AS "chargeId", d.state, d.version, d.role, d.counts, d.round,
             d.due_on AS "dueOn", d.original_due_on AS "originalDueOn", d.opened_late AS "openedLate",
             d.owed_on AS "owedOn", d.ladder_base AS "ladderBase", d.ladder_from AS "ladderFrom",
             d.ladder_used AS "ladderUsed", d.hold_reason AS "holdReason", d.silent_nil AS "silentNil",
             d.waived_reason AS "waivedReason", d.first_handed_at AS "firstHandedAt"
        FROM duty d JOIN item i ON i.id = d.item_id JOIN unit u ON u.id = d.unit_id
       WHERE i.code = ${item} AND u.code = ${unit} AND d.period = ${period}`);
    if (!row) throw new Error(`no duty of ${unit} in ${item}, ${period}`);
    return row;
  }

  async scheduleId(code: string): Promise<{ id: number; version: number }> {
    const row = await this.db.row<{ id: number; version: number }>(
      sql`SELECT id, version FROM schedule WHERE code = ${code}`,
    );
    return row ?? { id: 0, version: 0 };
  }
}

export interface DutyColumns {
  id: number;
  unitId: number;
  chargeId: number;
  state: string;
  version: number;
  role: string;
  counts: number;
  round: number;
  dueOn: string;
  originalDueOn: string;
  openedLate: number;
  owedOn: string | null;
  ladderBase: string;
  ladderFrom: string | null;
  ladderUsed: number;
  holdReason: string | null;
  silentNil: number;
  waivedReason: string | null;
  firstHandedAt: string | null;
}
