import type { Abstract, Type } from '@nestjs/common';

/** Finds a service of whatever module. */
export type Find = <T>(service: Type<T> | Abstract<T>) => T;

/** Recurring work. It reads from rows what is to do, so that running it twice, late or in two places does no harm. */
export interface Sweep {
  /** At most 40 characters; the watermark and the queue know it by this name. */
  name: string;
  queue: string;
  everySeconds: number;
  /** Answers how much there was to do. */
  run(find: Find, asOf: Date): Promise<number>;
}

export const SWEEPS = Symbol('SWEEPS');
