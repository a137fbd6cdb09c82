import { Injectable } from '@nestjs/common';
import type { Aligned } from '../platform/database/align';
import type { Actor } from '../platform/http/actor';
import type { SeedFiles } from './seed-shapes';

/** What a seeding did, by kind of row in the office's words; `settled` when it changed nothing. */
export interface SeedOutcome {
  counts: (Aligned & { what: string })[];
  settled: boolean;
}

/** A part of the files that a feature to the right takes in. */
export interface SeedStep {
  /** 报送制度 */
  what: string;
  /** Inside the one write, after the plan and after the steps registered before. */
  seed(files: SeedFiles, by: Actor): Promise<Aligned>;
}

/** Where features to the right say that they take in a part of the files (register in onModuleInit). */
@Injectable()
export class SeedSteps {
  private readonly steps: SeedStep[] = [];

  register(step: SeedStep): void {
    this.steps.push(step);
  }

  get all(): readonly SeedStep[] {
    return this.steps;
  }
}
