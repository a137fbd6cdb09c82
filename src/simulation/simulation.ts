import { cpSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Day } from '../domain/day';
import { readConfig } from '../platform/config/config';
import { openTracker } from '../tracker';
import { type Played, play, type PlayOptions } from './play';

export interface Simulation extends Played {
  from: Day;
  to: Day;
  seed: number;
}

/** Plays the days in a throw-away database of its own; `keepIn`: the whole data directory is copied there. */
export async function simulate(options: PlayOptions & { keepIn?: string }): Promise<Simulation> {
  const { from, to, seed, keepIn } = options;
  const directory = mkdtempSync(join(quickPlace(), 'tracker-simulation-'));
  try {
    const config = readConfig({ DATA_DIR: directory, CLOCK_AT: `${from}T00:00:00.000Z`, LOG_LEVEL: 'error' });
    const tracker = await openTracker(config);
    try {
      const played = await play(tracker, options);
      return { from, to, seed, ...played };
    } finally {
      await tracker.close();
      if (keepIn) cpSync(directory, keepIn, { recursive: true });
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 512 * 1024 * 1024;

/** Three years of commits that need not survive a power cut: in memory they wait for no disk. */
function quickPlace(): string {
  if (!existsSync(MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ENOUGH_BYTES ? MEMORY : tmpdir();
}
