import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { OpeningService } from '../src/duties/opening/opening.service';
import { readSeedFiles } from '../src/plan/seed-files';
import { SeedingService } from '../src/plan/seeding.service';
import { type Config, readConfig } from '../src/platform/config/config';
import { Database } from '../src/platform/database/database';
import type { DatabasePlace } from '../src/platform/database/sources';
import { sql } from '../src/platform/database/sql';
import { openTracker } from '../src/tracker';
import { openBare } from './bare';

export interface Size {
  items: number;
  units: number;
  /** Quarters that have begun on TODAY. */
  quarters: 1 | 8;
}

/** The day every bench plays on: a Monday with its quarter open and nothing overdue. */
export const TODAY = '2026-11-23';
export const NOW = `${TODAY}T01:00:00.000Z`;
const FIRST = { 1: { period: '2026Q4', on: '2026-10-01' }, 8: { period: '2025Q1', on: '2025-01-01' } };

/** As an office sets it, but for the clock, which stands: no recurring work beside what is measured. */
export function environment(place: DatabasePlace): Record<string, string> {
  return {
    ...(place.dialect === 'sqlite' ? { DATA_DIR: join(place.file, '..') } : { DATABASE_URL: place.url }),
    PORT: '0',
    AUDIT_KEY: 'bench'.repeat(8),
    LOG_LEVEL: 'warn',
    CLOCK_AT: NOW,
  };
}

export function configOf(place: DatabasePlace): Config {
  return readConfig(environment(place));
}

/** The tracker itself, without HTTP, for as long as `use` runs. */
export async function withTracker<T>(
  place: DatabasePlace,
  use: (tracker: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const tracker = await openTracker(configOf(place));
  try {
    return await use(tracker);
  } finally {
    await tracker.close();
  }
}

/** The day's own opening of everything that has begun. */
export async function openAll(tracker: INestApplicationContext): Promise<number> {
  return tracker.get(OpeningService, { strict: false }).openDue(TODAY);
}

/**
 * Calendar and rules of the model plan, and beside it a plan of `items × units` charges, each with its duty a quarter;
 * every unit has signed its charges and has a contact. Nothing is opened yet.
 */
export async function fill(place: DatabasePlace, { items, units, quarters }: Size): Promise<void> {
  await withTracker(place, async (tracker) => {
    const read = readSeedFiles(join(__dirname, '..', 'seeds'));
    if (!read.ok) throw new Error('the seeds are faulty');
    await tracker.get(SeedingService, { strict: false }).seedPlan(read.seeds);
    const db = tracker.get(Database);
    await db.write(async () => {
      await db.changed(sql`UPDATE schedule SET state = 'off'`);
      await addUnits(db, units);
      await addPlan(db, items, FIRST[quarters]);
    });
  });
  await settle(place);
}

/** What the databases do by themselves a minute later: statistics on PostgreSQL, an empty log on SQLite. */
export async function settle(place: DatabasePlace): Promise<void> {
  const bare = await openBare(place);
  await bare.rows(place.dialect === 'postgres' ? sql`VACUUM ANALYZE` : sql`PRAGMA wal_checkpoint(TRUNCATE)`);
  await bare.close();
}

/** 1 to `last`; an INSERT reads it as `n`. */
const numbers = (last: number) =>
  sql`WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${sql.int(last)})`;

async function addUnits(db: Database, units: number): Promise<void> {
  await db.changed(sql`
    INSERT INTO unit (code, name, full_name, matrix_name, kind, sort, counterpart, office_phone, name_confirmed, version)
    ${numbers(units)} SELECT 'bench' || n, '单位' || n, '单位' || n, '单位' || n, 'department', 1000 + n, '', '', 1, 1
      FROM numbers`);
  await db.changed(sql`
    INSERT INTO account (name, display_name, phone, hash, state, created_at, version)
    SELECT code, '联络员', '', '', 'active', ${sql.text(NOW)}, 1 FROM unit WHERE code LIKE 'bench%'`);
  await db.changed(sql`
    INSERT INTO post (account_id, role, unit_id, state, since)
    SELECT a.id, 'unit', u.id, 'active', '2019-12-25' FROM unit u JOIN account a ON a.name = u.code`);
}

async function addPlan(db: Database, items: number, first: { period: string; on: string }): Promise<void> {
  await db.changed(sql`
    INSERT INTO plan (number, title, issued_on, state, version)
    VALUES ('bench', '压力方案', '2024-12-25', 'live', 1)`);
  const plan = sql`(SELECT id FROM plan WHERE number = 'bench')`;
  const own = sql`plan_id = ${plan}`;
  await db.changed(sql`
    INSERT INTO item (plan_id, code, label, kind, sort, title, short_name, section, place, version)
    ${numbers(items)} SELECT ${plan}, 'item' || n, '任务' || n, 'task', n, '开展质量强市工作' || n, '事项' || n, '', '', 1
      FROM numbers`);
  await db.changed(sql`
    INSERT INTO charge (item_id, unit_id, role, since, ack_state, acked_by, objection, objected_by, decision, decided_by,
                        internal_handler, nil_run, version)
    SELECT i.id, u.id, 'lead', '2024-12-25', 'acknowledged', 0, '', 0, '', 0, '', 0, 1
      FROM item i CROSS JOIN unit u WHERE i.${own} AND u.code LIKE 'bench%' ORDER BY i.id, u.id`);
  await db.changed(sql`
    INSERT INTO schedule (plan_id, code, name, role, frequency, due_anchor, due_offset, opens_on, rest_rule,
                          silent_nil_kinds, needs_sign_off, basis, state, from_period, first_counting, version)
    VALUES (${plan}, 'quarterly', '季度报告', 'lead', 'quarter', 'day-of-last-month', 25, ${first.on}, 'next',
            '', 0, '', 'released', ${first.period}, ${first.period}, 1)`);
  await db.changed(sql`
    INSERT INTO schedule_item (schedule_id, item_id)
    SELECT s.id, i.id FROM schedule s JOIN item i ON i.plan_id = s.plan_id WHERE s.${own} ORDER BY i.id`);
}
