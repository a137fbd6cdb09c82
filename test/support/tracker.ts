import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { readConfig } from '../../src/platform/config/config';
import type { Dialect } from '../../src/platform/database/sql';
import { openTracker } from '../../src/tracker';
import { fromSetup, newPlace } from './places';

/** The whole tracker without HTTP on a database of its own, its clock standing at 00:00 UTC of that day; close it. */
export async function openTestTracker(dialect: Dialect, day: string): Promise<INestApplicationContext> {
  const directory = mkdtempSync(join(fromSetup('TEST_DIR'), 'tracker-'));
  const place = dialect === 'postgres' ? await newPlace(dialect) : undefined;
  return openTracker(
    readConfig({
      DATA_DIR: directory,
      CLOCK_AT: `${day}T00:00:00.000Z`,
      AUDIT_KEY: 'k'.repeat(32),
      DATABASE_URL: place?.dialect === 'postgres' ? place.url : undefined,
    }),
  );
}
