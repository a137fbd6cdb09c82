import { Injectable } from '@nestjs/common';
import type { Day } from '../domain/day';
import type { Actor } from '../platform/http/actor';

/** Why a charge owes no more; after 不涉及 it comes back when its date is over. */
export type EndOfCharge = 'upheld' | 'not-involved' | 'reassigned' | 'left';

/** What a change of charges means for what is owed; every method runs inside the write of the change. */
export interface ChargeChange {
  /** A question of the unit (异议, 不涉及) waits for its answer: the ladder is held. */
  objected(by: Actor, chargeIds: readonly number[], day: Day): Promise<void>;
  /** The question was refused or withdrawn: the ladder resumes. */
  refused(by: Actor, chargeIds: readonly number[], day: Day): Promise<void>;
  /** `day` is the first on which nothing new is owed; unaccepted duties are waived after 'upheld' and 'not-involved'. */
  ended(by: Actor, chargeId: number, why: EndOfCharge, day: Day): Promise<void>;
}

/** Where features to the right say that a change of charges concerns them (register in onModuleInit). */
@Injectable()
export class ChargeChanges implements ChargeChange {
  private readonly concerned: ChargeChange[] = [];

  register(change: ChargeChange): void {
    this.concerned.push(change);
  }

  async objected(...told: Parameters<ChargeChange['objected']>): Promise<void> {
    for (const change of this.concerned) await change.objected(...told);
  }

  async refused(...told: Parameters<ChargeChange['refused']>): Promise<void> {
    for (const change of this.concerned) await change.refused(...told);
  }

  async ended(...told: Parameters<ChargeChange['ended']>): Promise<void> {
    for (const change of this.concerned) await change.ended(...told);
  }
}
