import { join } from 'node:path';
import { plainToInstance, Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';
import type { DatabasePlace } from '../database/sources';

const LOG_LEVELS = ['error', 'warn', 'log', 'debug', 'verbose'] as const;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/;

const number = () =>
  Transform(({ value }) => (/^\d+$/.test(String(value)) ? Number(value) : (value as unknown)));
const flag = () =>
  Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)));
const url = (...protocols: string[]) =>
  IsUrl(
    { protocols, require_protocol: true, require_tld: false },
    { message: `应是以 ${protocols.map((name) => `${name}://`).join(' 或 ')} 开头的完整地址` },
  );

/** What the environment may say. Field names are the variables' own, so that a complaint names what to mend. */
export class Config {
  /** 0 takes any free port. */
  @number()
  @IsInt({ message: '应是 0 至 65535 的整数' })
  @Min(0, { message: '应是 0 至 65535 的整数' })
  @Max(65_535, { message: '应是 0 至 65535 的整数' })
  readonly PORT: number = 3000;

  @IsString()
  @Matches(/^[\w.:-]+$/, { message: '应是本机地址或主机名,如 127.0.0.1' })
  readonly HOST: string = '127.0.0.1';

  @IsString()
  readonly DATA_DIR: string = './data';

  @IsOptional()
  @url('postgres', 'postgresql')
  readonly DATABASE_URL?: string;

  @IsOptional()
  @url('redis', 'rediss')
  readonly REDIS_URL?: string;

  @IsOptional()
  @MinLength(32, { message: '至少 32 个字符' })
  readonly AUDIT_KEY?: string;

  @IsOptional()
  @url('http', 'https')
  readonly PUBLIC_URL?: string;

  /** The server also takes jobs from the queues; false where `worker` runs apart. */
  @flag()
  @IsBoolean({ message: '应是 true 或 false' })
  readonly RUN_WORKERS: boolean = true;

  @IsIn(LOG_LEVELS, { message: `应是 ${LOG_LEVELS.join('、')} 之一` })
  readonly LOG_LEVEL: (typeof LOG_LEVELS)[number] = 'log';

  /** The clock stands here: for the demonstration only. */
  @IsOptional()
  @Matches(INSTANT, { message: '应是 UTC 时刻,如 2026-12-25T01:00:00.000Z' })
  @Transform(({ value }) =>
    INSTANT.test(String(value)) && Number.isNaN(Date.parse(String(value))) ? '' : (value as unknown),
  )
  readonly CLOCK_AT?: string;

  /** Which proxies may say where a request came from: true, false, a number of hops, or addresses with commas. */
  @Matches(/^(true|false|\d{1,2}|[\da-fA-F.:/]+(,\s*[\da-fA-F.:/]+)*)$/, {
    message: '应是 true、false、代理层数,或以逗号分隔的代理地址',
  })
  readonly TRUST_PROXY: string = 'false';

  get place(): DatabasePlace {
    if (this.DATABASE_URL) return { dialect: 'postgres', url: this.DATABASE_URL };
    return { dialect: 'sqlite', file: join(this.DATA_DIR, 'tracker.sqlite') };
  }

  get publicUrl(): string {
    return (this.PUBLIC_URL ?? `http://${this.HOST}:${this.PORT}`).replace(/\/$/, '');
  }

  /** Behind TLS cookies are Secure and carry the __Host- prefix. */
  get secureCookies(): boolean {
    return this.publicUrl.startsWith('https://');
  }

  /** In the form Fastify takes. */
  get trustProxy(): boolean | number | string {
    if (/^(true|false)$/.test(this.TRUST_PROXY)) return this.TRUST_PROXY === 'true';
    return /^\d+$/.test(this.TRUST_PROXY) ? Number(this.TRUST_PROXY) : this.TRUST_PROXY;
  }
}

/** Names every variable that is wrong, one line each, so that one start mends them all. */
export class ConfigError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(['环境变量有误,服务没有启动:', ...lines].join('\n'));
  }
}

const NAMES = Object.keys(new Config()).concat(
  'DATABASE_URL',
  'REDIS_URL',
  'AUDIT_KEY',
  'PUBLIC_URL',
  'CLOCK_AT',
);

/** Reads the variables it knows; an empty one counts as absent, as in `REDIS_URL= npm start`. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(NAMES.filter((name) => env[name]).map((name) => [name, env[name]]));
  const config = plainToInstance(Config, given, { exposeDefaultValues: true });
  const wrong = validateSync(config, { stopAtFirstError: true });
  if (wrong.length === 0) return config;
  // the value itself is not repeated: an address may carry a password
  throw new ConfigError(
    wrong.map((error) => `- ${error.property}: ${Object.values(error.constraints ?? {}).join(';')}`),
  );
}
