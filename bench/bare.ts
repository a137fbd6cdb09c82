import { Pool } from 'pg';
import { Database as Sqlite, type Statement } from 'sqlite3';
import type { DatabasePlace } from '../src/platform/database/sources';
import type { Sql } from '../src/platform/database/sql';

/** The driver itself with prepared statements: the least that any product on it pays. */
export interface Bare {
  run(query: Sql): Promise<unknown>;
  rows<T>(query: Sql): Promise<T[]>;
  close(): Promise<void>;
}

/** One connection, or as many on PostgreSQL as the product's readers have. */
export function openBare(place: DatabasePlace, connections = 1): Promise<Bare> {
  return place.dialect === 'sqlite'
    ? openSqlite(place.file)
    : Promise.resolve(openPostgres(place.url, connections));
}

const SETTINGS = [
  ...['journal_mode = WAL', 'synchronous = FULL', 'cache_size = -64000'],
  ...['temp_store = memory', 'foreign_keys = on', 'busy_timeout = 15000'],
];

async function openSqlite(file: string): Promise<Bare> {
  const database = await called<Sqlite>((done) => {
    const opened: Sqlite = new Sqlite(file, (error) => {
      done(error, opened);
    });
  });
  for (const setting of SETTINGS) await called((done) => database.exec(`PRAGMA ${setting}`, done));
  const statements = new Map<string, Statement>();
  const prepared = async (text: string): Promise<Statement> => {
    const known = statements.get(text);
    if (known) return known;
    const statement = await called<Statement>((done) => {
      const made: Statement = database.prepare(text, (error: Error | null) => {
        done(error, made);
      });
    });
    statements.set(text, statement);
    return statement;
  };
  return {
    run: async (query) => {
      const { text, values } = query.render('sqlite');
      const statement = await prepared(text);
      return called((done) => statement.run(values, done));
    },
    rows: async <T>(query: Sql) => {
      const { text, values } = query.render('sqlite');
      const statement = await prepared(text);
      return called<T[]>((done) => statement.all<T>(values, done));
    },
    close: async () => {
      for (const statement of statements.values())
        await called((done) =>
          statement.finalize(() => {
            done(null);
          }),
        );
      await called((done) => {
        database.close(done);
      });
    },
  };
}

function called<T = void>(start: (done: (error: Error | null, value?: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, value) => {
      if (error) reject(error);
      else resolve(value as T);
    });
  });
}

function openPostgres(url: string, connections: number): Bare {
  const client = new Pool({ connectionString: url, max: connections, idleTimeoutMillis: 0 });
  const names = new Map<string, string>();
  const send = async (query: Sql) => {
    const { text, values } = query.render('postgres');
    const name = names.get(text) ?? `bare${names.size}`;
    names.set(text, name);
    return client.query({ name, text, values });
  };
  return {
    run: send,
    rows: async <T>(query: Sql) => (await send(query)).rows as T[],
    close: () => client.end(),
  };
}
