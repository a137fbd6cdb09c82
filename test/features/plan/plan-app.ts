import { resolve } from 'node:path';
import type { INestApplicationContext, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CalendarModule } from '../../../src/calendar/calendar.module';
import type { Terms } from '../../../src/domain/terms';
import { PlanModule } from '../../../src/plan/plan.module';
import { readSeedFiles } from '../../../src/plan/seed-files';
import type { SeedFiles } from '../../../src/plan/seed-shapes';
import { SeedingService } from '../../../src/plan/seeding.service';
import { sayProblem } from '../../../src/plan/yaml-reader';
import type { FixedClock } from '../../../src/platform/clock/clock';
import { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { Settings } from '../../../src/platform/settings/settings';
import { UnitsModule } from '../../../src/units/units.module';
import { openApp } from '../../support/app';

export function seedFiles(): SeedFiles {
  const reading = readSeedFiles(resolve(__dirname, '../../../seeds'));
  if (!reading.ok) throw new Error(reading.problems.map(sayProblem).join('\n'));
  return reading.seeds;
}

export interface PlanAppOptions {
  clock?: FixedClock;
  imports?: Type[];
}

/** The features up to the plan on a test database, with the model plan taken in. */
export async function openPlanApp(
  db: Database,
  options: PlanAppOptions = {},
): Promise<NestFastifyApplication> {
  const imports = [CalendarModule, UnitsModule, PlanModule, ...(options.imports ?? [])];
  const app = await openApp(db, { ...options, imports });
  await app.get(SeedingService).seedPlan(seedFiles());
  return app;
}

/** As the office's numbers stand when it has changed these and no others. */
export async function setTerms(app: INestApplicationContext, changed: Partial<Terms>): Promise<void> {
  const numbers = { ...seedFiles().ladder, ...changed };
  await app.get(Database).write(() => app.get(Settings).put('ladder', numbers));
}

export async function idOf(db: Database, table: 'unit' | 'item' | 'target', code: string): Promise<number> {
  const row = await db.row<{ id: number }>(sql`SELECT id FROM ${sql.raw(table)} WHERE code = ${code}`);
  return row?.id ?? 0;
}

/** The live charge of a unit in an item, by their codes. */
export async function chargeOf(db: Database, item: string, unit: string): Promise<number> {
  const row = await db.row<{ id: number }>(sql`
    SELECT c.id FROM charge c JOIN item i ON i.id = c.item_id JOIN unit u ON u.id = c.unit_id
     WHERE i.code = ${item} AND u.code = ${unit} AND c.until IS NULL`);
  return row?.id ?? 0;
}
