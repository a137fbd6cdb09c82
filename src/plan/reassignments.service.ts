import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import type { Day } from '../domain/day';
import type { Role } from '../domain/duty-state';
import { refuse } from '../domain/refusal';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import { newCharge } from './charge.entity';
import { ChargeEnding, type Ending } from './charge-ending.service';
import { ChargeMoves } from './charge-moves';

export interface Joining {
  unitId: number;
  role: Role;
  since: Day;
  reason: string;
}

export interface Reassignment {
  toUnitId: number;
  /** The first day the new unit answers for it, and the old one no more. */
  on: Day;
  /** The old charge's, if not given. */
  role?: Role;
  reason: string;
}

const reassigned = ({ on, reason }: Reassignment): Ending => ({ why: 'reassigned', on, reason });

/** 分工调整 by the office: a charge never changes hands; one ends and another begins (domain §4.5). */
@Injectable()
export class Reassignments {
  constructor(
    private readonly db: Database,
    private readonly moves: ChargeMoves,
    private readonly ending: ChargeEnding,
    private readonly audit: Audit,
  ) {}

  /** Answers the new charge's id. A supporter that becomes the lead gives up its support. */
  async reassign(
    by: Actor,
    chargeId: number,
    version: number,
    given: Reassignment,
    at: Date,
  ): Promise<number> {
    return this.db.write(async () => {
      const charge = await this.moves.load(by, chargeId);
      await this.ending.end(by, charge, version, reassigned(given), at);
      const role = given.role ?? charge.role;
      if (role === 'lead') await this.giveUpSupport(by, charge.itemId, given, at);
      const joining = { unitId: given.toUnitId, role, since: given.on, reason: given.reason };
      return this.begin(by, charge.itemId, joining, charge.assignmentId);
    });
  }

  /** A unit that joins an item later; answers the charge's id. */
  async join(by: Actor, itemId: number, joining: Joining): Promise<number> {
    return this.db.write(async () => {
      const printed = await this.db.row<{ id: number }>(sql`
        SELECT id FROM assignment
         WHERE item_id = ${itemId} AND unit_id = ${joining.unitId} AND role = ${joining.role} ORDER BY n LIMIT 1`);
      return this.begin(by, itemId, joining, printed?.id ?? null);
    });
  }

  /** A unit that leaves; its open duties stay until they are waived. */
  async leave(
    by: Actor,
    chargeId: number,
    version: number,
    given: { on: Day; reason: string },
    at: Date,
  ): Promise<void> {
    await this.db.write(async () => {
      const charge = await this.moves.load(by, chargeId);
      await this.ending.end(by, charge, version, { why: 'left', ...given }, at);
    });
  }

  private async giveUpSupport(by: Actor, itemId: number, given: Reassignment, at: Date): Promise<void> {
    const held = await this.db.row<{ id: number }>(sql`
      SELECT id FROM charge
       WHERE item_id = ${itemId} AND unit_id = ${given.toUnitId} AND role = 'support'
         AND (until IS NULL OR until > ${given.on})`);
    if (!held) return;
    const support = await this.moves.load(by, held.id);
    await this.ending.end(by, support, support.version, reassigned(given), at);
  }

  private async begin(
    by: Actor,
    itemId: number,
    joining: Joining,
    assignmentId: number | null,
  ): Promise<number> {
    const unit = await this.db.row<{ name: string; succeededBy: number | null }>(
      sql`SELECT name, succeeded_by AS "succeededBy" FROM unit WHERE id = ${joining.unitId}`,
    );
    const item = await this.db.row<{ label: string }>(sql`SELECT label FROM item WHERE id = ${itemId}`);
    if (!unit || !item) throw new Refused(refuse('not-found'));
    if (unit.succeededBy !== null) throw new Refused(refuse('unit-merged', { unit: unit.name }));
    const overlap = await this.db.row(sql`
      SELECT id FROM charge WHERE item_id = ${itemId} AND unit_id = ${joining.unitId}
         AND (until IS NULL OR until > ${joining.since})`);
    const row = newCharge({ itemId, assignmentId, ...joining }, joining.since);
    // two at once: the partial unique index lets one begin
    const [begun] = overlap
      ? []
      : await this.db.rows<{ id: number }>(sql`
          INSERT INTO charge (${sql.join(Object.keys(row).map(sql.raw))}) VALUES ${sql.list(Object.values(row))}
          ON CONFLICT DO NOTHING RETURNING id`);
    if (!begun) throw new Refused(refuse('charge-exists', { unit: unit.name, item: item.label }));
    this.audit.note(by, {
      action: 'charge.begun',
      subject: 'charge',
      subjectId: begun.id,
      version: 1,
      facts: { itemId, ...joining },
    });
    return begun.id;
  }
}
