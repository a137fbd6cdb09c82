import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError } from './config';

/** The key of the audit chain: AUDIT_KEY, else DATA_DIR/audit.key, made on first use and readable by its owner only. */
export function auditKey(config: Config): string {
  if (config.AUDIT_KEY) return config.AUDIT_KEY;
  const file = join(config.DATA_DIR, 'audit.key');
  const key = read(file) ?? create(config.DATA_DIR, file);
  if (key.length < 32)
    throw new ConfigError(['- DATA_DIR: 其中的 audit.key 不完整(至少 32 个字符),请从备份恢复']);
  return key;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written whole and linked into place: of two processes starting at once, both use the key of the first. */
function create(directory: string, file: string): string {
  mkdirSync(directory, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return read(file) ?? '';
}
