import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type Find, type Sweep, SWEEPS } from './sweep';
import { Watermarks } from './watermarks';

export interface Swept {
  name: string;
  /** How much there was to do. */
  done: number;
}

/** Runs sweeps for an instant: the ticks' one way, and `cli sweep --as-of` and the simulation's. */
@Injectable()
export class SweepRunner {
  private readonly failed = new Map<string, Date>();

  constructor(
    @Inject(SWEEPS) readonly sweeps: readonly Sweep[],
    private readonly modules: ModuleRef,
    private readonly watermarks: Watermarks,
  ) {}

  /** All sweeps (or the named ones) in the order of schedule.ts; stops at the first that fails. */
  async runSweeps(asOf: Date, names?: readonly string[]): Promise<Swept[]> {
    for (const name of names ?? []) this.demand(name);
    const swept: Swept[] = [];
    for (const { name } of this.sweeps) {
      if (!names || names.includes(name)) swept.push({ name, done: await this.run(name, asOf) });
    }
    return swept;
  }

  async run(name: string, asOf: Date): Promise<number> {
    const find: Find = (service) => this.modules.get(service, { strict: false });
    try {
      const done = await this.demand(name).run(find, asOf);
      await this.watermarks.advance(name, asOf);
      this.failed.delete(name);
      return done;
    } catch (error) {
      this.failed.set(name, asOf);
      throw error;
    }
  }

  knows(name: string): boolean {
    return this.sweeps.some((sweep) => sweep.name === name);
  }

  /** Sweeps whose last run in this process failed. */
  get failing(): string[] {
    return [...this.failed.keys()];
  }

  private demand(name: string): Sweep {
    const sweep = this.sweeps.find((one) => one.name === name);
    if (!sweep) throw new Error(`schedule.ts has no sweep ${name}`);
    return sweep;
  }
}
