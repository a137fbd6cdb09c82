import { once } from 'node:events';
import { readConfig } from '../../src/platform/config/config';
import { SweepRunner } from '../../src/platform/jobs/sweep-runner';
import { openTracker } from '../../src/tracker';

/** One of several servers: opens the tracker, waits for a word, runs sweeps for an instant, prints what was done. */
async function main([asOf = '', ...names]: string[]): Promise<void> {
  const tracker = await openTracker(readConfig(process.env));
  process.stdout.write('ready\n');
  await once(process.stdin, 'data');
  const swept = await tracker.get(SweepRunner).runSweeps(new Date(asOf), names);
  process.stdout.write(`${JSON.stringify(swept)}\n`);
  await tracker.close();
  process.exit(0);
}

void main(process.argv.slice(2));
