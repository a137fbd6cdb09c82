import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { AckState } from '../domain/charge-state';
import { type Day, sayDay } from '../domain/day';
import { type NewNotice, Notices } from '../notices/notices';
import { type ChargeChange, ChargeChanges, type EndOfCharge } from '../plan/charge-changes';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';

interface Questioned {
  id: number;
  version: number;
  unitId: number;
  unitName: string;
  label: string;
  shortName: string;
  ackState: AckState;
  objection: string;
  decision: string;
  notInvolvedUntil: Day | null;
}

/**
 * The office hears of a unit's question about a charge (异议, 不涉及), the unit of the answer (domain §4.5). It is no
 * schedule's message: it goes out in trial too, or the five workdays would pass unseen.
 */
@Injectable()
export class ChargeNotices implements ChargeChange, OnModuleInit {
  constructor(
    private readonly changes: ChargeChanges,
    private readonly db: Database,
    private readonly notices: Notices,
  ) {}

  onModuleInit(): void {
    this.changes.register(this);
  }

  async objected(_by: Actor, chargeIds: readonly number[]): Promise<void> {
    const charges = await this.charges(sql`c.id IN ${sql.list(chargeIds)}`);
    await this.notices.tell(charges.map(question));
  }

  /** A question the unit took back has no decision: it knows. */
  async refused(_by: Actor, chargeIds: readonly number[]): Promise<void> {
    const charges = await this.charges(sql`c.id IN ${sql.list(chargeIds)} AND c.decided_at IS NOT NULL`);
    await this.notices.tell(charges.map((charge) => answer(charge, '维持原分工')));
  }

  async ended(_by: Actor, chargeId: number, why: EndOfCharge): Promise<void> {
    if (why !== 'upheld' && why !== 'not-involved') return;
    const charges = await this.charges(sql`c.id = ${chargeId}`);
    await this.notices.tell(charges.map((charge) => answer(charge, sayVerdict(why, charge))));
  }

  private charges(where: Sql): Promise<Questioned[]> {
    return this.db.rows<Questioned>(sql`
      SELECT c.id, c.version, c.unit_id AS "unitId", u.name AS "unitName", i.label, i.short_name AS "shortName",
             c.ack_state AS "ackState", c.objection, c.decision, c.not_involved_until AS "notInvolvedUntil"
        FROM charge c JOIN unit u ON u.id = c.unit_id JOIN item i ON i.id = c.item_id WHERE ${where} ORDER BY c.id`);
  }
}

const sayItem = ({ label, shortName }: Questioned): string => `${label} ${shortName}`;

/** A charge may be questioned again on the same day: its version tells the two apart. */
const about = ({ id, version }: Questioned) => ({ step: id, round: version });

function question(charge: Questioned): NewNotice {
  const { unitName, objection: reason } = charge;
  const asks = charge.ackState === 'objected' ? '提出异议' : '提出不涉及';
  return {
    ...{ unitId: 0, audience: 'office', kind: 'charge-questioned', ...about(charge) },
    textKey: 'charge-questioned',
    facts: { unitName, item: sayItem(charge), asks, reason },
  };
}

function answer(charge: Questioned, verdict: string): NewNotice {
  return {
    ...{ unitId: charge.unitId, audience: 'unit', kind: 'charge-decided', ...about(charge), urgent: true },
    textKey: 'charge-decided',
    facts: { item: sayItem(charge), verdict, answer: charge.decision },
  };
}

function sayVerdict(why: 'upheld' | 'not-involved', { notInvolvedUntil }: Questioned): string {
  if (why === 'upheld') return '异议成立';
  return notInvolvedUntil === null ? '认定不涉及' : `认定不涉及,至${sayDay(notInvolvedUntil)}`;
}
