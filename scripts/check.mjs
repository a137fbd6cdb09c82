/** `npm run check`: format, types, lint, dependency rules, unused code; every check runs, so one run shows everything. */
import { spawnSync } from 'node:child_process';

const CHECKS = [
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit']],
  ['lint', ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', 'src', 'test', 'bench', 'scripts']],
  [
    'dependencies',
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      'src',
    ],
  ],
  ['unused', ['node_modules/knip/bin/knip.js']],
];

const failed = [];
for (const [name, args] of CHECKS) {
  const began = performance.now();
  const run = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 64 << 20 });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`check: ${name} ${run.status === 0 ? 'passed' : 'FAILED'} (${seconds} s)\n`);
  if (run.status === 0) continue;
  failed.push(name);
  process.stdout.write(`${run.stdout}${run.stderr}\n`);
}
if (failed.length > 0) {
  process.stdout.write(`check: failed: ${failed.join(', ')}\n`);
  process.exit(1);
}
