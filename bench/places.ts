import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { DatabasePlace } from '../src/platform/database/sources';
import type { Dialect } from '../src/platform/database/sql';
import { startPostgres } from '../test/support/servers';

/** Databases for one run of the bench: made empty or copied from another one, gone at the end. */
export interface Places {
  readonly dialect: Dialect;
  make(): Promise<DatabasePlace>;
  copy(of: DatabasePlace): Promise<DatabasePlace>;
  drop(place: DatabasePlace): Promise<void>;
  close(): Promise<void>;
}

export function openPlaces(dialect: Dialect): Promise<Places> {
  return dialect === 'sqlite' ? Promise.resolve(sqlitePlaces()) : postgresPlaces();
}

type SqlitePlace = Extract<DatabasePlace, { dialect: 'sqlite' }>;

/** Each in a folder of its own, named as the server wants it. */
function sqlitePlaces(): Places {
  const root = mkdtempSync(join(tmpdir(), 'tracker-bench-'));
  const make = (): SqlitePlace => ({
    dialect: 'sqlite',
    file: join(mkdtempSync(join(root, 'data-')), 'tracker.sqlite'),
  });
  return {
    dialect: 'sqlite',
    make: () => Promise.resolve(make()),
    copy: (of) => {
      const place = make();
      copyFileSync((of as SqlitePlace).file, place.file);
      return Promise.resolve(place);
    },
    drop: (place) => {
      rmSync(join((place as SqlitePlace).file, '..'), { recursive: true });
      return Promise.resolve();
    },
    close: () => {
      rmSync(root, { recursive: true });
      return Promise.resolve();
    },
  };
}

type PostgresPlace = Extract<DatabasePlace, { dialect: 'postgres' }>;

/** A private server with fsync on, as an office runs it. */
async function postgresPlaces(): Promise<Places> {
  const server = await startPostgres({ durable: true });
  const client = new Client({ connectionString: server.url });
  await client.connect();
  let made = 0;
  const create = async (template: string): Promise<DatabasePlace> => {
    const name = `bench${(made += 1)}`;
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return { dialect: 'postgres', url: url.href };
  };
  const nameOf = (place: DatabasePlace) => new URL((place as PostgresPlace).url).pathname.slice(1);
  return {
    dialect: 'postgres',
    make: () => create('template0'),
    copy: (of) => create(nameOf(of)),
    drop: async (place) => {
      await client.query(`DROP DATABASE ${nameOf(place)}`);
    },
    close: async () => {
      await client.end();
      await server.stop();
    },
  };
}
