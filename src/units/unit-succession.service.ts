import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { type Day, dayOf } from '../domain/day';
import { refuse } from '../domain/refusal';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { OpenSessions } from '../platform/http/open-sessions';
import { Refused } from '../platform/http/refused';
import { unitIdsActingFor } from './acting-for';
import { loadUnit, setUnit } from './unit-facts';
import { UnitFollowers } from './unit-followers';
import type { SharedItemView } from './unit.view';

/** 并入. Contacts who are signed in act for the merged unit at once. */
@Injectable()
export class UnitSuccession {
  constructor(
    private readonly db: Database,
    private readonly followers: UnitFollowers,
    private readonly audit: Audit,
    private readonly sessions: OpenSessions,
  ) {}

  /**
   * 并入: keys never change; from now on the successor sees and owes what this unit owes (domain §4.5). Answers the
   * items in which both were charged: one charge goes on.
   */
  async succeed(
    by: Actor,
    unitId: number,
    version: number,
    { successorId, on, reason }: { successorId: number; on: Day; reason: string },
    at: Date,
  ): Promise<SharedItemView[]> {
    if (on > dayOf(at)) throw new Refused(refuse('day-in-future', { day: on }));
    return this.db.write(async () => {
      // locks both: A into B and B into A at once would each see the other unmerged
      await this.db.changed(sql`UPDATE unit SET sort = sort WHERE id IN (${unitId}, ${successorId})`);
      const unit = await loadUnit(this.db, unitId, version);
      const successor = await loadUnit(this.db, successorId);
      const predecessors = await unitIdsActingFor(this.db, unitId);
      if (predecessors.includes(successorId))
        throw new Refused(refuse('succession-cycle', { unit: unit.name }));
      for (const merged of [unit, successor]) {
        if (merged.succeededBy !== null) throw new Refused(refuse('unit-merged', { unit: merged.name }));
      }
      await setUnit(this.db, unitId, version, sql`succeeded_by = ${successorId}, succeeded_on = ${on}`);
      this.sessions.forget();
      const stays = (await unitIdsActingFor(this.db, successorId)).filter((id) => !predecessors.includes(id));
      const shared = await this.followers.merged(by, { stays, goes: predecessors, on, reason, at });
      const facts = { successorId, on, reason, shared: shared.map(({ itemLabel }) => itemLabel) };
      this.audit.note(by, {
        action: 'unit.succeeded',
        subject: 'unit',
        subjectId: unitId,
        version: version + 1,
        facts,
      });
      return shared;
    });
  }
}
