import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { chargesOverTime, type DatedCharge } from '../domain/charge-rules';
import type { Day } from '../domain/day';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { assignmentsOf, membershipsOf, newCharge } from './charge.entity';
import { ChargeEnding } from './charge-ending.service';

interface ChargeSpan {
  id: number;
  itemId: number;
  unitId: number;
  assignmentId: number | null;
  since: Day;
  until: Day | null;
}

export interface Expanded {
  /** Ids of charges that began, and of those that got their last day. */
  begun: number[];
  ended: number[];
  /** How many there were to be. */
  wanted: number;
}

const SPANS_AT_ONCE = 500;

/** Brings the charges in line with assignments and dated memberships, and leaves alone what a person settled. */
@Injectable()
export class ChargeExpansion {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly ending: ChargeEnding,
    private readonly audit: Audit,
  ) {}

  /** Inside a write. Members that left lose what the collective gave them; those that came begin with their `since`. */
  async follow(by: Actor, plan: { id: number; issuedOn: Day }, reason: string): Promise<Expanded> {
    const wanted = chargesOverTime(
      await assignmentsOf(this.db, plan.id),
      await membershipsOf(this.db, plan.id),
      plan.issuedOn,
    );
    const ended = await this.endOver(by, wanted, await this.spansOf(plan.id), reason);
    const existing = bySlot(await this.spansOf(plan.id));
    const missing = wanted.filter(
      (one) => !(existing.get(slotOf(one)) ?? []).some((span) => fills(span, one)),
    );
    return { begun: await this.begin(missing), ended, wanted: wanted.length };
  }

  /** The same for every live plan. */
  async followAll(by: Actor, reason: string): Promise<void> {
    const plans = await this.db.rows<{ id: number; issuedOn: Day }>(
      sql`SELECT id, issued_on AS "issuedOn" FROM plan WHERE state = 'live' ORDER BY id`,
    );
    for (const plan of plans) {
      const { begun } = await this.follow(by, plan, reason);
      if (begun.length === 0) continue;
      this.audit.note(by, {
        action: 'charges.begun',
        subject: 'plan',
        subjectId: plan.id,
        facts: { begun, reason },
      });
    }
  }

  private async endOver(
    by: Actor,
    wanted: readonly DatedCharge[],
    spans: readonly ChargeSpan[],
    reason: string,
  ): Promise<number[]> {
    const slots = bySlot(spans.filter(({ until }) => until === null));
    const ended: number[] = [];
    for (const { until, ...one } of wanted) {
      if (until === null) continue;
      const running = slots.get(slotOf(one)) ?? [];
      const over = running.find(
        ({ since, assignmentId }) => assignmentId === one.assignmentId && since >= one.since && since < until,
      );
      if (!over) continue;
      await this.ending.endAsOf(by, over.id, { why: 'left', on: until, reason }, this.clock.now());
      ended.push(over.id);
    }
    return ended;
  }

  private async begin(missing: readonly DatedCharge[]): Promise<number[]> {
    const rows = missing.map((one) => ({ ...newCharge(one, one.since), until: one.until }));
    const begun: number[] = [];
    for (let from = 0; from < rows.length; from += SPANS_AT_ONCE) {
      const some = rows.slice(from, from + SPANS_AT_ONCE);
      const columns = sql.join(Object.keys(some[0] ?? {}).map(sql.raw));
      const values = sql.join(some.map((row) => sql.list(Object.values(row))));
      const made = await this.db.rows<{ id: number }>(
        sql`INSERT INTO charge (${columns}) VALUES ${values} RETURNING id`,
      );
      begun.push(...made.map(({ id }) => id));
    }
    return begun.sort((a, b) => a - b);
  }

  private spansOf(planId: number): Promise<ChargeSpan[]> {
    return this.db.rows(sql`
      SELECT c.id, c.item_id AS "itemId", c.unit_id AS "unitId", c.assignment_id AS "assignmentId", c.since, c.until
        FROM charge c JOIN item i ON i.id = c.item_id WHERE i.plan_id = ${planId} ORDER BY c.id`);
  }
}

const slotOf = ({ itemId, unitId }: { itemId: number; unitId: number }): string => `${itemId}/${unitId}`;

function bySlot(spans: readonly ChargeSpan[]): Map<string, ChargeSpan[]> {
  const slots = new Map<string, ChargeSpan[]>();
  for (const span of spans) slots.set(slotOf(span), [...(slots.get(slotOf(span)) ?? []), span]);
  return slots;
}

/** The unit has, or had, a charge in these days: who was relieved or came otherwise is the office's decision. */
function fills(span: ChargeSpan, { since, until }: DatedCharge): boolean {
  const reachesIn = span.until === null || span.until > since || span.since >= since;
  return reachesIn && (until === null || span.since < until);
}
