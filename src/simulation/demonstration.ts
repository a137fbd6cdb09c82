import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { migrations } from '../platform/database/migrations';
import { UserError } from '../tracker';
import { modelSeeds } from './play';
import { simulate } from './simulation';

/** Friday 2022-07-08, ten in the morning: the second quarter has just been reviewed, a few reports are still out. */
export const STANDS_AT = '2022-07-08T02:00:00.000Z';

const PLAYED = { from: '2020-01-01', to: '2022-07-08', seed: 33, until: 10 * 60 } as const;
/** Counts up when the simulation plays otherwise, so that an old demonstration is built anew. */
const EDITION = 1;
const MARK = 'demonstration.txt';

/** Builds the data directory of the demonstration unless it stands there as these seeds and tables would make it. */
export async function prepareDemonstration(directory: string, say: (line: string) => void): Promise<void> {
  const wanted = fingerprint();
  const mark = join(directory, MARK);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  // a directory of somebody else's data is never touched
  if (existsSync(directory) && !existsSync(mark)) {
    throw new UserError(`目录 ${directory} 已存在且不是演示数据,未作任何改动;请用 DATA_DIR 另指一个目录。`);
  }
  say(`正在推演 ${PLAYED.from} 至 ${PLAYED.to} 的演示数据,约需半分钟,仅第一次需要……`);
  const fresh = `${directory}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(dirname(fresh), { recursive: true });
  await simulate({ ...PLAYED, keepIn: fresh });
  writeFileSync(join(fresh, MARK), wanted);
  rmSync(directory, { recursive: true, force: true });
  renameSync(fresh, directory);
}

function fingerprint(): string {
  const made = JSON.stringify([
    EDITION,
    PLAYED,
    migrations.map(({ name }) => name),
    migrations,
    modelSeeds(),
  ]);
  return createHash('sha256').update(made).digest('hex');
}
