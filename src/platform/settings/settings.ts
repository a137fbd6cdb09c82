import { Global, Injectable, Module } from '@nestjs/common';
import { Database } from '../database/database';
import { sql } from '../database/sql';
import { Setting } from './setting.entity';

/** Named values that change rarely, stored as JSON. */
@Injectable()
export class Settings {
  constructor(private readonly db: Database) {}

  async read<T>(key: string): Promise<T | undefined> {
    const row = await this.db.row<{ value: string }>(sql`SELECT value FROM setting WHERE key = ${key}`);
    return row && (JSON.parse(row.value) as T);
  }

  /** Inside a write: who changes the same setting at once waits until this write has ended. */
  async lock(key: string): Promise<void> {
    await this.db.changed(sql`
      INSERT INTO setting (key, value) VALUES (${key}, 'null') ON CONFLICT (key) DO UPDATE SET value = setting.value`);
  }

  /** Inside a write; true when the stored value is another one now. */
  async put(key: string, value: unknown): Promise<boolean> {
    const text = JSON.stringify(value);
    const changed = await this.db.changed(sql`
      INSERT INTO setting (key, value) VALUES (${key}, ${text})
      ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE setting.value <> excluded.value`);
    return changed > 0;
  }
}

export const settingEntities = [Setting];

@Global()
@Module({ providers: [Settings], exports: [Settings] })
export class SettingsModule {}
