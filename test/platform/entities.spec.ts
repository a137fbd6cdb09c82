import { DataSource, type DataSourceOptions, getMetadataArgsStorage } from 'typeorm';
import { entities } from '../../src/app.module';
import type { Database } from '../../src/platform/database/database';
import { sql } from '../../src/platform/database/sql';
import { eachDatabase, onDatabase } from '../support/databases';

/** The platform's own tables, which no feature reads through an entity. */
const WITHOUT_ENTITY = ['gate', 'migrations', 'sweep'];

/** Column by column: `varchar(10)`, `integer?` where NULL may stand. */
type Shape = Record<string, string>;

test('every entity of the source is in the list of the app module', () => {
  // the storage is one for all suites of a Jest process, which may have read the classes before
  const declared = [...new Set(getMetadataArgsStorage().tables.map(({ name }) => name))];
  const listed = entities.map(
    (entity) => getMetadataArgsStorage().tables.find(({ target }) => target === entity)?.name,
  );
  expect(listed.sort()).toEqual(declared.sort());
});

eachDatabase('entities and migrations', (open) => {
  let db: Database;
  let source: DataSource;

  beforeAll(async () => {
    db = await open();
    source = new DataSource(optionsFor(db));
    await source.initialize();
  });
  afterAll(() => source.destroy());

  test('name the same tables', async () => {
    const mapped = source.entityMetadatas.map(({ tableName }) => tableName);
    expect((await tablesOf(db)).sort()).toEqual([...mapped, ...WITHOUT_ENTITY].sort());
  });

  test('agree on every column, its type and whether it may be empty', async () => {
    const expected = Object.fromEntries(
      source.entityMetadatas.map((entity) => [entity.tableName, shapeOf(entity)]),
    );
    const actual: Record<string, Shape> = {};
    for (const table of Object.keys(expected)) actual[table] = await columnsOf(db, table);
    expect(actual).toEqual(expected);
  });
});

// on SQLite it rebuilds whole tables for the sake of an index
onDatabase('postgres', 'the schema builder of TypeORM', (open) => {
  test('finds no column to add, change or drop', async () => {
    const source = await new DataSource(optionsFor(await open())).initialize();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    expect(upQueries.length).toBeGreaterThan(0); // it would do away with our indexes: it did look
    const changes = upQueries.filter(({ query }) =>
      /CREATE TABLE|\bADD "|DROP COLUMN| TYPE |NOT NULL/.test(query),
    );
    expect(changes).toEqual([]);
  });
});

function optionsFor({ place }: Database): DataSourceOptions {
  return place.dialect === 'sqlite'
    ? { type: 'sqlite', database: place.file, entities }
    : { type: 'postgres', url: place.url, entities };
}

function shapeOf({ columns }: DataSource['entityMetadatas'][number]): Shape {
  return Object.fromEntries(
    columns.map(({ databaseName, type, length, isNullable }) => {
      const name = type === Number ? 'integer' : String(type);
      return [databaseName, `${name}${length && `(${length})`}${isNullable ? '?' : ''}`];
    }),
  );
}

async function tablesOf(db: Database): Promise<string[]> {
  const query =
    db.dialect === 'sqlite'
      ? sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
      : sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  return (await db.rows<{ name: string }>(query)).map(({ name }) => name);
}

async function columnsOf(db: Database, table: string): Promise<Shape> {
  const query =
    db.dialect === 'sqlite'
      ? sql`SELECT name, lower(type) AS type, pk = 0 AND "notnull" = 0 AS nullable FROM pragma_table_info(${table})`
      : sql`SELECT column_name AS name, is_nullable = 'YES' AS nullable,
                   CASE data_type WHEN 'character varying' THEN 'varchar(' || character_maximum_length || ')'
                   ELSE data_type END AS type
              FROM information_schema.columns WHERE table_name = ${table}`;
  const rows = await db.rows<{ name: string; type: string; nullable: number }>(query);
  return Object.fromEntries(rows.map(({ name, type, nullable }) => [name, nullable ? `${type}?` : type]));
}
