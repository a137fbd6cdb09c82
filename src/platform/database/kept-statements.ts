import sqlite3, { type Database, type Statement } from 'sqlite3';

type Done = (this: Statement, error: Error | null, rows?: unknown[]) => void;
type Send = (text: string, values: unknown[] | undefined, done: Done) => void;

/** TypeORM's own connection, as far as its query runner calls it. */
export interface SqliteConnection {
  all: Send;
  run: Send;
  close: (done: (error: Error | null) => void) => void;
}

/** Several times what the server asks for; lists of other lengths (IN, VALUES) come and go. */
const MOST_KEPT = 300;

/**
 * The driver as TypeORM shall load it: without `verbose()`, which would inspect every value of every statement for a
 * trace (a third of a short read's time) and write reports into the log with an error.
 */
export const quietDriver = { verbose: () => sqlite3 };

/**
 * Lets the connection compile each statement once instead of at every call: half the time of a short statement, a
 * third of a long list's. What was not used for longest is let go of.
 */
export function keepStatements(connection: SqliteConnection): void {
  const database = connection as unknown as Database;
  const close = connection.close.bind(connection);
  const kept = new Map<string, Promise<Statement>>();
  const use = (text: string): Promise<Statement> => {
    const statement = kept.get(text) ?? prepare(database, text);
    kept.delete(text);
    kept.set(text, statement);
    if (kept.size > MOST_KEPT) letGo(kept);
    statement.catch(() => kept.get(text) === statement && kept.delete(text));
    return statement;
  };
  const send =
    (method: 'all' | 'run'): Send =>
    (text, values, done) => {
      use(text).then(
        (statement) => statement[method](values ?? [], done),
        (error: unknown) => {
          (done as (error: unknown) => void)(error);
        },
      );
    };
  connection.all = send('all');
  connection.run = send('run');
  connection.close = (done) => {
    // SQLite does not close while a statement lives
    void Promise.all([...kept.values()].map(finalize)).then(() => {
      close(done);
    });
  };
}

function prepare(database: Database, text: string): Promise<Statement> {
  return new Promise((resolve, reject) => {
    const statement = database.prepare(text, (error: Error | null) => {
      if (error) reject(error);
      else resolve(statement);
    });
  });
}

/** The driver finishes the calls that wait for a statement before it ends it. */
function letGo(kept: Map<string, Promise<Statement>>): void {
  const [oldest] = kept;
  if (!oldest) return;
  kept.delete(oldest[0]);
  void finalize(oldest[1]);
}

function finalize(statement: Promise<Statement>): Promise<unknown> {
  return statement.then(
    (prepared) =>
      new Promise<void>((resolve) =>
        prepared.finalize(() => {
          resolve();
        }),
      ),
    () => undefined,
  );
}
