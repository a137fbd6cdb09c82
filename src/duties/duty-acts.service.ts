import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import type { DutyChanges } from '../domain/duty';
import { type Decision, isRefusal, refuse } from '../domain/refusal';
import { type NewNotice, Notices } from '../notices/notices';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import { changeDuty, type DutyRow, loadDuties } from './duty-facts';
import { type EventKind, record } from './duty-history';
import { type DutyName, dutyNames } from './duty-names';

/** What a person did to a duty, for its history and the audit. */
export interface DutyAct {
  kind: EventKind;
  at: Date;
  reason?: string;
  /** Set together with what the rule decided. */
  waivedReason?: string;
  facts?: Record<string, unknown>;
}

/** Whom a notice about a duty is for. */
export type AboutDuty = Pick<NewNotice, 'unitId' | 'audience' | 'dutyId' | 'round'>;

/** A decision's changes; a refusal ends the request. */
export function agreed<Changes>(decision: Decision<Changes>): Changes {
  if (isRefusal(decision)) throw new Refused(decision);
  return decision.changes;
}

/** One person's act on one duty: found in scope, compared and set, written down, told, all in the caller's write. */
@Injectable()
export class DutyActs {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly notices: Notices,
  ) {}

  /** The locked duty, 404 when it is not in `scope` (alias d), 412 when it is no longer at `version`. */
  async find(dutyId: number, scope: Sql, version?: number): Promise<DutyRow> {
    const [duty] = await loadDuties(this.db, sql`d.id = ${dutyId} AND ${scope}`);
    if (!duty) throw new Refused(refuse('not-found'));
    if (version !== undefined && duty.version !== version) throw new Refused(refuse('stale-version'));
    return duty;
  }

  /** Stores what the rule decided. Answers the changes. */
  async act(by: Actor, duty: DutyRow, decision: Decision<DutyChanges>, act: DutyAct): Promise<DutyChanges> {
    const changes = agreed(decision);
    const { waivedReason, facts = {} } = act;
    await changeDuty(this.db, duty, { ...changes, ...(waivedReason !== undefined && { waivedReason }) });
    const { kind, at, reason } = act;
    await record(this.db, duty.id, { kind, fromState: duty.state, reason, by: by.accountId, at });
    this.audit.note(by, {
      action: `duty.${kind}`,
      subject: 'duty',
      subjectId: duty.id,
      version: duty.version + 1,
      facts: { from: duty.state, to: changes.state ?? duty.state, ...(reason && { reason }), ...facts },
    });
    return changes;
  }

  /**
   * Tells the duty's unit; `say` gets how the duty is called and whom the notice is for. Of a schedule in trial no
   * message leaves (domain §4.3): the pages show what happened.
   */
  async tell(duty: DutyRow, say: (name: DutyName, to: AboutDuty) => NewNotice): Promise<void> {
    if (duty.counts === 0) return;
    const name = (await dutyNames(this.db, [duty.id])).get(duty.id);
    if (!name) throw new Error(`duty ${duty.id} has no name`);
    await this.notices.tell([
      say(name, { unitId: duty.unitId, audience: 'unit', dutyId: duty.id, round: duty.round }),
    ]);
  }
}
