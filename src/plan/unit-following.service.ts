import { Injectable, type OnModuleInit } from '@nestjs/common';
import { givingWay, type HeldCharge } from '../domain/charge-rules';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { type Merger, type UnitFollower, UnitFollowers } from '../units/unit-followers';
import type { SharedItemView } from '../units/unit.view';
import { ChargeEnding } from './charge-ending.service';
import { ChargeExpansion } from './charge-expansion.service';

type Held = SharedItemView & HeldCharge & { id: number };

/** What a change of units means for their charges (domain §4.1, §4.5). */
@Injectable()
export class UnitFollowing implements UnitFollower, OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly followers: UnitFollowers,
    private readonly expansion: ChargeExpansion,
    private readonly ending: ChargeEnding,
  ) {}

  onModuleInit(): void {
    this.followers.register(this);
  }

  membersChanged(by: Actor, reason: string): Promise<void> {
    return this.expansion.followAll(by, reason);
  }

  /** Units that became one owe a period once per item: the weaker charge ends, what is owed already stays owed. */
  async merged(by: Actor, { stays, goes, on, reason, at }: Merger): Promise<SharedItemView[]> {
    const held = [...(await this.heldBy(stays)), ...(await this.heldBy(goes))];
    const weaker = givingWay(held);
    for (const { id } of weaker) await this.ending.endAsOf(by, id, { why: 'left', on, reason }, at);
    return weaker.map(({ itemId, itemLabel, itemShortName, unitId, unitName }) => ({
      ...{ itemId, itemLabel, itemShortName, unitId, unitName },
    }));
  }

  /** A unit that is not involved in an item owes nothing there: its charge stands in nobody's way. */
  private async heldBy(unitIds: readonly number[]): Promise<Held[]> {
    const rows = await this.db.rows<Omit<Held, 'direct'> & { direct: number }>(sql`
      SELECT c.id, c.item_id AS "itemId", i.label AS "itemLabel", i.short_name AS "itemShortName", c.role,
             c.unit_id AS "unitId", u.name AS "unitName", CASE WHEN a.collective_id IS NULL THEN 1 ELSE 0 END AS direct
        FROM charge c JOIN item i ON i.id = c.item_id JOIN unit u ON u.id = c.unit_id
        LEFT JOIN assignment a ON a.id = c.assignment_id
       WHERE c.unit_id IN ${sql.list(unitIds)} AND c.ack_state NOT IN ('ended', 'not-involved')
       ORDER BY i.plan_id, i.sort, u.sort, c.id`);
    return rows.map((row) => ({ ...row, direct: row.direct === 1 }));
  }
}
