import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { Database } from '../platform/database/database';
import { type Actor, SYSTEM } from '../platform/http/actor';
import { FirstSeedSteps } from './first-seed-steps';
import type { SeedFiles } from './seed-shapes';
import { type SeedOutcome, SeedSteps } from './seed-steps';

/** Takes the seed files in: all of them or none, and as often as anybody likes. */
@Injectable()
export class SeedingService {
  constructor(
    private readonly db: Database,
    private readonly first: FirstSeedSteps,
    private readonly further: SeedSteps,
    private readonly audit: Audit,
  ) {}

  /** One write. A second run changes nothing and says so; what a person corrected since is left as it is. */
  async seedPlan(files: SeedFiles, by: Actor = SYSTEM): Promise<SeedOutcome> {
    return this.db.write(async () => {
      const counts: SeedOutcome['counts'] = [];
      for (const step of [...this.first.all, ...this.further.all]) {
        counts.push({ what: step.what, ...(await step.seed(files, by)) });
      }
      const settled = counts.every(({ inserted, changed }) => inserted + changed === 0);
      if (!settled) {
        const facts = { plan: files.plan.number, counts };
        this.audit.note(by, { action: 'plan.seeded', subject: 'plan', subjectId: 0, facts });
      }
      return { counts, settled };
    });
  }
}
