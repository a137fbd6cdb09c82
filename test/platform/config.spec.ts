import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditKey } from '../../src/platform/config/audit-key';
import { type Config, ConfigError, readConfig } from '../../src/platform/config/config';

describe('the settings', () => {
  test('need nothing to start: a SQLite file below ./data, on this machine only', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', RUN_WORKERS: true, LOG_LEVEL: 'log' });
    expect(config.place).toEqual({ dialect: 'sqlite', file: join('data', 'tracker.sqlite') });
    expect([config.publicUrl, config.secureCookies, config.trustProxy]).toEqual([
      'http://127.0.0.1:3000',
      false,
      false,
    ]);
  });

  test('an empty variable counts as absent, unknown ones are ignored', () => {
    const config = readConfig({ PORT: '', REDIS_URL: '', PATH: '/bin', place: 'nowhere' });
    expect(config.PORT).toBe(3000);
    expect(config.REDIS_URL).toBeUndefined();
    expect(config.place.dialect).toBe('sqlite');
  });

  test.each<[Record<string, string>, keyof Config, unknown]>([
    [{ PORT: '0' }, 'PORT', 0],
    [{ RUN_WORKERS: 'false' }, 'RUN_WORKERS', false],
    [
      { DATABASE_URL: 'postgres://u:p@db:5432/t' },
      'place',
      { dialect: 'postgres', url: 'postgres://u:p@db:5432/t' },
    ],
    [{ PUBLIC_URL: 'https://tracker.example.cn/' }, 'publicUrl', 'https://tracker.example.cn'],
    [{ PUBLIC_URL: 'https://tracker.example.cn' }, 'secureCookies', true],
    [{ TRUST_PROXY: 'true' }, 'trustProxy', true],
    [{ TRUST_PROXY: '2' }, 'trustProxy', 2],
    [{ TRUST_PROXY: '10.0.0.0/8, ::1' }, 'trustProxy', '10.0.0.0/8, ::1'],
    [{ CLOCK_AT: '2026-12-25T01:00:00.000Z' }, 'CLOCK_AT', '2026-12-25T01:00:00.000Z'],
  ])('%j gives %s %j', (env, name, value) => {
    expect(readConfig(env)[name]).toEqual(value);
  });

  test.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80a'],
    ['HOST', 'a b'],
    ['DATABASE_URL', 'mysql://u@db/t'],
    ['REDIS_URL', 'localhost:6379'],
    ['AUDIT_KEY', 'short'],
    ['PUBLIC_URL', 'ftp://x'],
    ['RUN_WORKERS', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['CLOCK_AT', '2026-12-25'],
    ['CLOCK_AT', '2026-13-25T01:00:00.000Z'],
    ['TRUST_PROXY', 'maybe'],
  ])('%s=%s is refused by its name', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(`- ${name}: `);
  });

  test('all wrong variables are named at once, in Chinese, without repeating a password', () => {
    const read = () => readConfig({ PORT: 'x', RUN_WORKERS: '1', DATABASE_URL: 'oracle://u:geheim@db' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(
      /^环境变量有误[^]*\n- PORT: [^]*\n- DATABASE_URL: [^]*\n- RUN_WORKERS: 应是 true 或 false$/,
    );
    expect(read).not.toThrow(/geheim/);
  });
});

describe('the key of the audit chain', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'tracker-key-'))));
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  test('is AUDIT_KEY where given', () => {
    const given = 'k'.repeat(32);
    expect(auditKey(readConfig({ AUDIT_KEY: given, DATA_DIR: directory }))).toBe(given);
  });

  test('else is made once, for its owner only, and stays', () => {
    const config = readConfig({ DATA_DIR: join(directory, 'new') });
    const key = auditKey(config);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(auditKey(config)).toBe(key);
    expect(statSync(join(directory, 'new', 'audit.key')).mode & 0o777).toBe(0o600);
  });

  test('a damaged key file is a clear error, never silently replaced', () => {
    writeFileSync(join(directory, 'audit.key'), '');
    chmodSync(join(directory, 'audit.key'), 0o600);
    expect(() => auditKey(readConfig({ DATA_DIR: directory }))).toThrow('请从备份恢复');
  });
});
