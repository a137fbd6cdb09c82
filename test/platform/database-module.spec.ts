import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock, FixedClock } from '../../src/platform/clock/clock';
import { Config, readConfig } from '../../src/platform/config/config';
import { ConfigModule } from '../../src/platform/config/config.module';
import { Database } from '../../src/platform/database/database';
import { DatabaseModule } from '../../src/platform/database/database.module';
import { sql } from '../../src/platform/database/sql';

/** Stands for the app module. */
@Module({})
class Office {}

test('the settings, the clock and a migrated database are there for every feature, and closed at the end', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'tracker-module-'));
  const config = readConfig({ DATA_DIR: join(directory, 'data'), CLOCK_AT: '2026-12-25T01:00:00.000Z' });
  const imports = [ConfigModule.forRoot(config), DatabaseModule.forRoot({ entities: [] })];
  Logger.overrideLogger(false);
  const office: DynamicModule = { module: Office, imports };
  const app = await NestFactory.createApplicationContext(office);
  const db = app.get(Database);
  expect(app.get(Config)).toBe(config);
  expect(app.get(Clock)).toBeInstanceOf(FixedClock);
  expect(app.get(Clock).today()).toBe('2026-12-25');
  await db.claimServer();
  expect(await db.row(sql`SELECT turn FROM gate`)).toEqual({ turn: 0 });
  await app.close();
  await expect(db.write(() => Promise.resolve())).rejects.toThrow('closed');
  rmSync(directory, { recursive: true });
});
