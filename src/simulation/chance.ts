import { createHash } from 'node:crypto';

/**
 * Chance that repeats: every question asks a stream of its own, named by what it is about, so that the answer does not
 * depend on the order of the questions (new Chance(33, 'gxj', '2020Q1') always says the same).
 */
export class Chance {
  private state: number;

  constructor(seed: number, ...about: readonly (string | number)[]) {
    this.state = createHash('sha256')
      .update([seed, ...about].join('/'))
      .digest()
      .readUInt32LE();
  }

  /** In [0, 1); mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  happens(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(all: readonly [T, ...T[]]): T {
    return all[Math.floor(this.next() * all.length)] ?? all[0];
  }
}
