import { Database, type DatabaseOptions } from '../../src/platform/database/database';
import { migrations } from '../../src/platform/database/migrations';
import type { DatabasePlace } from '../../src/platform/database/sources';
import type { Dialect } from '../../src/platform/database/sql';
import { dropPlace, newPlace } from './places';

export interface Open {
  readonly dialect: Dialect;
  /** A migrated database of its own, or the one at `place` once more; closed and dropped after the suite. */
  (options?: Partial<DatabaseOptions>): Promise<Database>;
}

/** The same suite on SQLite and on PostgreSQL: what holds on one must hold on the other. */
export function eachDatabase(feature: string, suite: (open: Open) => void): void {
  describe.each<Dialect>(['sqlite', 'postgres'])(`${feature} on %s`, (dialect) => {
    suite(opener(dialect));
  });
}

/** The same on one database only, for what the other does not know. */
export function onDatabase(dialect: Dialect, feature: string, suite: (open: Open) => void): void {
  describe(`${feature} on ${dialect}`, () => {
    suite(opener(dialect));
  });
}

function opener(dialect: Dialect): Open {
  const opened: Database[] = [];
  const places: DatabasePlace[] = [];
  afterAll(async () => {
    for (const database of opened) await database.close();
    for (const place of places) await dropPlace(place);
  });
  const open = async (options: Partial<DatabaseOptions> = {}): Promise<Database> => {
    const place = options.place ?? (await newPlace(dialect));
    if (!options.place) places.push(place);
    const database = await Database.open({ entities: [], migrations, ...options, place });
    opened.push(database);
    return database;
  };
  return Object.assign(open, { dialect });
}
