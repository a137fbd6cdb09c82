import { randomBytes } from 'node:crypto';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { DatabasePlace } from '../../src/platform/database/sources';
import type { Dialect } from '../../src/platform/database/sql';

/** A variable that test/support/global-setup has set. */
export function fromSetup(name: 'TEST_DIR' | 'TEST_POSTGRES_URL' | 'TEST_REDIS_URL'): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start the tests through jest.config.cjs`);
  return value;
}

/** A database of one's own: migrated (a copy of the template), or empty. */
export async function newPlace(
  dialect: Dialect,
  contents: 'migrated' | 'empty' = 'migrated',
): Promise<DatabasePlace> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  if (dialect === 'postgres') {
    return {
      dialect,
      url: await createPostgresDatabase(name, contents === 'migrated' ? 'tracker_template' : undefined),
    };
  }
  const file = join(fromSetup('TEST_DIR'), `${name}.sqlite`);
  if (contents === 'migrated') copyFileSync(join(fromSetup('TEST_DIR'), 'template.sqlite'), file);
  return { dialect, file };
}

export async function dropPlace(place: DatabasePlace): Promise<void> {
  if (place.dialect === 'postgres') {
    await administer(`DROP DATABASE IF EXISTS ${new URL(place.url).pathname.slice(1)} WITH (FORCE)`);
    return;
  }
  for (const suffix of ['', '-wal', '-shm', '.server', '.migrating'])
    rmSync(place.file + suffix, { force: true });
}

/** Its address. */
export async function createPostgresDatabase(name: string, template?: string): Promise<string> {
  await administer(`CREATE DATABASE ${name}${template ? ` TEMPLATE ${template}` : ''}`);
  const url = new URL(fromSetup('TEST_POSTGRES_URL'));
  url.pathname = `/${name}`;
  return url.href;
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: fromSetup('TEST_POSTGRES_URL') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
