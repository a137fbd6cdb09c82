import { types } from 'pg';
import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';
import { keepStatements, quietDriver, type SqliteConnection } from './kept-statements';

/** Where the data lives: a SQLite file or a PostgreSQL server. */
export type DatabasePlace = { dialect: 'sqlite'; file: string } | { dialect: 'postgres'; url: string };

/** The writer changes, the reader answers screens, `slow` serves exports and checks beside both. */
export type SourceRole = 'writer' | 'reader' | 'slow';

export interface SourceParts {
  entities: readonly (new () => object)[];
  migrations: readonly (new () => MigrationInterface)[];
}

/** How long a statement waits for the command line's (or the server's) turn on the same SQLite file. */
const BUSY_MS = 15_000;
const POOL_SIZE: Record<SourceRole, number> = { writer: 8, reader: 8, slow: 2 };

/** Opens one of the three sources; on SQLite its settings are asserted, because a silent default loses data. */
export async function openSource(
  place: DatabasePlace,
  role: SourceRole,
  parts: SourceParts,
): Promise<DataSource> {
  const source = new DataSource(
    place.dialect === 'sqlite' ? sqlite(place.file, parts) : postgres(place.url, role, parts),
  );
  await source.initialize();
  try {
    if (place.dialect === 'sqlite') await settleSqlite(source, role);
  } catch (error) {
    await source.destroy();
    throw error;
  }
  return source;
}

function sqlite(file: string, parts: SourceParts): DataSourceOptions {
  return {
    ...{ type: 'sqlite', database: file, driver: quietDriver },
    ...{ enableWAL: true, busyTimeout: BUSY_MS },
    ...lists(parts),
  };
}

function postgres(url: string, role: SourceRole, parts: SourceParts): DataSourceOptions {
  // a frozen process must not hold its locks for ever; readers must not write past the gate
  const settings = ['idle_in_transaction_session_timeout=60000'];
  if (role !== 'writer') settings.push('default_transaction_read_only=on');
  return {
    type: 'postgres',
    url,
    poolSize: POOL_SIZE[role],
    connectTimeoutMS: 15_000,
    applicationName: `tracker-${role}`,
    extra: { options: settings.map((setting) => `-c ${setting}`).join(' '), types: { getTypeParser } },
    ...lists(parts),
  };
}

const lists = (parts: SourceParts) => ({ entities: [...parts.entities], migrations: [...parts.migrations] });

const { INT8, NUMERIC, BOOL } = types.builtins;
type TypeId = Parameters<typeof types.getTypeParser>[0];

/** count(*) and sums come as numbers and truth values as 0/1, as SQLite gives them. */
function getTypeParser(oid: TypeId, format?: 'text'): (text: string) => unknown {
  if (oid === INT8 || oid === NUMERIC) return exactNumber;
  if (oid === BOOL) return (text) => (text === 't' ? 1 : 0);
  return types.getTypeParser(oid, format) as (text: string) => unknown;
}

function exactNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) throw new RangeError(`${text} exceeds 2^53`);
  return number;
}

async function settleSqlite(source: DataSource, role: SourceRole): Promise<void> {
  keepStatements((source.driver as unknown as { databaseConnection: SqliteConnection }).databaseConnection);
  const wanted: Record<string, string | number> = {
    journal_mode: 'wal',
    synchronous: 2, // FULL: an acknowledged report survives a power cut
    cache_size: -64_000,
    temp_store: 2,
    foreign_keys: 1,
    query_only: role === 'writer' ? 0 : 1,
    busy_timeout: BUSY_MS,
  };
  for (const [name, value] of Object.entries(wanted)) {
    if (name !== 'journal_mode' && name !== 'busy_timeout') await source.query(`PRAGMA ${name} = ${value}`);
    const [row] = await source.query<Record<string, unknown>[]>(`PRAGMA ${name}`);
    const actual = row && Object.values(row)[0];
    if (actual !== value) {
      throw new Error(
        `SQLite 的 ${name} 应为 ${value},实为 ${String(actual)}:请把 DATA_DIR 放在本机磁盘上。`,
      );
    }
  }
}
