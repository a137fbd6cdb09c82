import { Injectable } from '@nestjs/common';
import { type AckState, type ChargeAction, nextAckState } from '../domain/charge-state';
import { isRefusal, refuse } from '../domain/refusal';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import type { Charge } from './charge.entity';

export type ChargeFacts = Pick<
  Charge,
  | 'id'
  | 'itemId'
  | 'unitId'
  | 'assignmentId'
  | 'role'
  | 'since'
  | 'until'
  | 'ackState'
  | 'objectedBy'
  | 'version'
>;

/** The one way a charge changes: load, ask the legal table, compare-and-set. Inside a write. */
@Injectable()
export class ChargeMoves {
  constructor(private readonly db: Database) {}

  /** A charge in the actor's sight; another unit's answers like an unknown one. */
  async load(by: Actor, id: number): Promise<ChargeFacts> {
    const charge = await this.db.row<ChargeFacts>(sql`
      SELECT id, item_id AS "itemId", unit_id AS "unitId", assignment_id AS "assignmentId", role, since, until,
             ack_state AS "ackState", objected_by AS "objectedBy", version
        FROM charge WHERE id = ${id}`);
    const inSight = charge && (by.role !== 'unit' || by.unitIds.includes(charge.unitId));
    if (!inSight) throw new Refused(refuse('not-found'));
    return charge;
  }

  /** Takes the step if the table allows it and nobody was faster; `also` sets further columns. */
  async take(
    charge: ChargeFacts,
    version: number,
    action: ChargeAction,
    by: Actor,
    also: readonly Sql[],
  ): Promise<AckState> {
    const next = legalNext(charge, version, action, by);
    await this.set(charge, version, [sql`ack_state = ${next}`, ...also]);
    return next;
  }

  /** Writes down a step that will be taken on a later day: what `also` says changes, the state stays. */
  async foresee(
    charge: ChargeFacts,
    version: number,
    action: ChargeAction,
    by: Actor,
    also: readonly Sql[],
  ): Promise<void> {
    legalNext(charge, version, action, by);
    await this.set(charge, version, also);
  }

  private async set(charge: ChargeFacts, version: number, sets: readonly Sql[]): Promise<void> {
    const changed = await this.db.changed(sql`
      UPDATE charge SET ${sql.join([...sets, sql`version = version + 1`])}
       WHERE id = ${charge.id} AND version = ${version} AND ack_state = ${charge.ackState}`);
    if (changed !== 1) throw new Refused(refuse('stale-version'));
  }
}

function legalNext(charge: ChargeFacts, version: number, action: ChargeAction, by: Actor): AckState {
  if (charge.version !== version) throw new Refused(refuse('stale-version'));
  const next = nextAckState(charge.ackState, action, by.role === 'unit' ? 'unit' : 'office');
  if (isRefusal(next)) throw new Refused(next);
  return next;
}
