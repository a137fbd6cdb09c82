/** `npm run bench`: every bench on both databases, a table at the end; `npm run bench -- climb sqlite` runs one. */
import { spawnSync } from 'node:child_process';

const args = ['-r', './test/support/register.cjs', 'bench/run.ts', ...process.argv.slice(2)];
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1);
