import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from 'jest';
import { Database } from '../../src/platform/database/database';
import { migrations } from '../../src/platform/database/migrations';
import { startPostgres, startRedis } from './servers';
import { createPostgresDatabase } from './places';

/** One PostgreSQL, one Redis and one migrated template of each database for the whole run. */
// eslint-disable-next-line no-restricted-syntax -- Jest calls the default export
export default async function globalSetup(config: Config): Promise<void> {
  if (onlyPure(config)) return;
  const directory = mkdtempSync(join(tmpdir(), 'tracker-test-'));
  const postgres = await startPostgres();
  const redis = await startRedis();
  globalThis.stopTestServers = async () => {
    await postgres.stop();
    await redis.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  process.env.TEST_DIR = directory;
  process.env.TEST_POSTGRES_URL = postgres.url;
  process.env.TEST_REDIS_URL = redis.url;
  const url = await createPostgresDatabase('tracker_template');
  for (const place of [
    { dialect: 'sqlite' as const, file: join(directory, 'template.sqlite') },
    { dialect: 'postgres' as const, url },
  ]) {
    await (await Database.open({ place, entities: [], migrations })).close();
  }
}

/** `jest test/domain/...` needs no server. */
function onlyPure(config: Config): boolean {
  const patterns = (config as { testPathPatterns?: { patterns: string[] } }).testPathPatterns?.patterns ?? [];
  return patterns.length > 0 && patterns.every((pattern) => pattern.includes('test/domain'));
}

declare global {
  var stopTestServers: (() => Promise<void>) | undefined;
}
