import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dialect } from '../src/platform/database/sql';
import { benchClimb } from './climb';
import { benchHandIn } from './hand-in';
import { benchList } from './list';
import type { Finding } from './measure';
import { benchOpening } from './opening';
import { openPlaces, type Places } from './places';
import { describeMachine, sayFinding, toTable } from './report';

type Bench = (places: Places, rounds: number) => Promise<Finding[]>;

const BENCHES: Record<string, Bench> = {
  opening: benchOpening,
  climb: benchClimb,
  list: benchList,
  'hand-in': benchHandIn,
};
const RESULTS = join(__dirname, 'RESULTS.md');

/** `npm run bench -- [opening climb list hand-in] [sqlite postgres] [--rounds=5]`; a whole run writes RESULTS.md. */
async function main(): Promise<void> {
  const given = process.argv.slice(2);
  const rounds = Number(given.find((word) => word.startsWith('--rounds='))?.slice(9) ?? 5);
  const named = Object.keys(BENCHES).filter((name) => given.includes(name));
  const dialects = (['sqlite', 'postgres'] as const).filter((name) => given.includes(name));
  const findings: Finding[] = [];
  for (const dialect of dialects.length > 0 ? dialects : (['sqlite', 'postgres'] as const)) {
    findings.push(...(await run(dialect, named, rounds)));
  }
  process.stdout.write(`\n${toTable(findings)}`);
  if (named.length === 0 && dialects.length === 0) keep(findings, rounds);
}

async function run(dialect: Dialect, named: readonly string[], rounds: number): Promise<Finding[]> {
  const places = await openPlaces(dialect);
  const findings: Finding[] = [];
  try {
    for (const [name, bench] of Object.entries(BENCHES)) {
      if (named.length > 0 && !named.includes(name)) continue;
      for (const found of await bench(places, rounds)) {
        process.stdout.write(`${sayFinding(found)}\n`);
        findings.push(found);
      }
    }
  } finally {
    await places.close();
  }
  return findings;
}

/** The figures are replaced; what was written about them by hand, below the mark, stays. */
function keep(findings: readonly Finding[], rounds: number): void {
  const mark = '<!-- by hand -->';
  const [, words = '\n'] = readFileSync(RESULTS, 'utf8').split(mark);
  writeFileSync(RESULTS, `# Measured\n\n${describeMachine(rounds)}\n${toTable(findings)}\n${mark}${words}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
