import type { Role } from '../domain/duty-state';
import { Chance } from './chance';

/** How a unit takes its duties; drawn once from the seed. */
export type Temper = 'prompt' | 'last-day' | 'late' | 'forgetful';

export interface Intended {
  unit: string;
  item: string;
  period: string;
  role: Role;
  silentNil: number;
}

export function temperOf(seed: number, unit: string): Temper {
  const drawn = new Chance(seed, 'temper', unit).next();
  if (drawn < 0.42) return 'prompt';
  if (drawn < 0.74) return 'last-day';
  return drawn < 0.92 ? 'late' : 'forgetful';
}

/** Workdays from the due day to the hand-in, negative before it; null: never by itself. */
export function delayOf(seed: number, duty: Intended): number | null {
  const temper = temperOf(seed, duty.unit);
  const together = new Chance(seed, 'delay', duty.unit, duty.period, duty.role);
  const own = new Chance(seed, 'delay', duty.unit, duty.period, duty.role, duty.item);
  if (duty.silentNil === 1) return together.happens(0.4) ? -together.between(1, 6) : null;
  if (temper === 'prompt') return -together.between(1, duty.role === 'lead' ? 3 : 8);
  if (temper === 'last-day') return own.happens(0.04) ? own.between(1, 2) : -together.between(0, 1);
  if (temper === 'late') return own.happens(0.3) ? own.between(1, 5) : 0;
  return own.happens(0.45) ? forgottenFor(own) : together.between(-1, 0);
}

/** Some of what was forgotten comes after a call, some after the head has heard of it, and a little never. */
function forgottenFor(own: Chance): number | null {
  return own.happens(0.06) ? null : own.between(2, 14);
}

/** Workdays from the fix-by day to the rework. */
export function reworkDelayOf(seed: number, { unit, item, period }: Intended, round: number): number {
  const chance = new Chance(seed, 'rework', unit, item, period, round);
  const latest = { prompt: -1, 'last-day': 0, late: 3, forgetful: 7 }[temperOf(seed, unit)];
  return chance.between(Math.min(latest, -1), Math.max(latest, 0));
}
