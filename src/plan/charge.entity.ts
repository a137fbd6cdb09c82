import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { AssignmentFacts, MembershipFacts } from '../domain/charge-rules';
import type { AckState } from '../domain/charge-state';
import type { Day } from '../domain/day';
import type { Role } from '../domain/duty-state';
import type { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';

/** 责任: what an assignment means for one unit. `until` is the first day that no longer counts. */
@Entity('charge')
export class Charge {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ name: 'item_id', type: 'integer' })
  itemId!: number;
  @Column({ name: 'unit_id', type: 'integer' })
  unitId!: number;
  /** Null when a person gave it to a unit that the plan does not print. */
  @Column({ name: 'assignment_id', type: 'integer', nullable: true })
  assignmentId!: number | null;
  @Column({ type: 'varchar', length: 8 })
  role!: Role;
  @Column({ type: 'varchar', length: 10 })
  since!: string;
  @Column({ type: 'varchar', length: 10, nullable: true })
  until!: string | null;
  @Column({ name: 'ack_state', type: 'varchar', length: 20 })
  ackState!: AckState;
  @Column({ name: 'acked_at', type: 'varchar', length: 24, nullable: true })
  ackedAt!: string | null;
  @Column({ name: 'acked_by', type: 'integer' })
  ackedBy!: number;
  @Column({ type: 'text' })
  objection!: string;
  @Column({ name: 'objected_at', type: 'varchar', length: 24, nullable: true })
  objectedAt!: string | null;
  @Column({ name: 'objected_by', type: 'integer' })
  objectedBy!: number;
  @Column({ type: 'text' })
  decision!: string;
  @Column({ name: 'decided_at', type: 'varchar', length: 24, nullable: true })
  decidedAt!: string | null;
  @Column({ name: 'decided_by', type: 'integer' })
  decidedBy!: number;
  @Column({ name: 'not_involved_until', type: 'varchar', length: 10, nullable: true })
  notInvolvedUntil!: string | null;
  @Column({ name: 'internal_handler', type: 'varchar', length: 60 })
  internalHandler!: string;
  /** 零报告 in a row. */
  @Column({ name: 'nil_run', type: 'integer' })
  nilRun!: number;
  @Column({ type: 'integer' })
  version!: number;
}

/** The columns of a charge that begins: nobody has said anything about it yet. */
export function newCharge(
  given: { itemId: number; unitId: number; role: Role; assignmentId: number | null },
  since: Day,
) {
  return {
    item_id: given.itemId,
    unit_id: given.unitId,
    assignment_id: given.assignmentId,
    role: given.role,
    since,
    until: null,
    ack_state: 'pending',
    acked_at: null,
    acked_by: 0,
    objection: '',
    objected_at: null,
    objected_by: 0,
    decision: '',
    decided_at: null,
    decided_by: 0,
    not_involved_until: null,
    internal_handler: '',
    nil_run: 0,
    version: 1,
  };
}

/** In document order. */
export function assignmentsOf(
  db: Database,
  planId: number,
): Promise<(AssignmentFacts & { printedName: string; leadInferred: number })[]> {
  return db.rows(sql`
    SELECT a.id, a.item_id AS "itemId", a.n, a.role, a.printed_name AS "printedName",
           a.lead_inferred AS "leadInferred", a.unit_id AS "unitId", a.collective_id AS "collectiveId"
      FROM assignment a JOIN item i ON i.id = a.item_id WHERE i.plan_id = ${planId} ORDER BY i.sort, a.n`);
}

/** Members of every collective, for this plan and for all. */
export function membershipsOf(db: Database, planId: number): Promise<MembershipFacts[]> {
  return db.rows(sql`
    SELECT m.collective_id AS "collectiveId", m.unit_id AS "unitId", m.since, m.until
      FROM membership m JOIN unit u ON u.id = m.unit_id WHERE m.plan_id IN (0, ${planId}) ORDER BY u.sort`);
}
