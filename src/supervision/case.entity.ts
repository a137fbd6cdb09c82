import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { CaseState } from '../domain/case-rules';
import type { Day } from '../domain/day';

/** lead: one overdue lead's report. support: what a unit has overdue of its parts in a period. */
export type CaseKind = 'lead' | 'support';

/** How it ended: by itself, by a person, because an objection was upheld; empty while it lives. */
export type ClosedHow = '' | 'auto' | 'person' | 'disputed';

/** 跟办件: an overdue matter on the office's desk. */
@Entity('supervision_case')
export class SupervisionCase {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ type: 'varchar', length: 8 }) kind!: CaseKind;
  /** 0 for kind support. */
  @Column({ name: 'duty_id', type: 'integer' }) dutyId!: number;
  @Column({ type: 'integer' }) round!: number;
  @Column({ name: 'unit_id', type: 'integer' }) unitId!: number;
  @Column({ type: 'varchar', length: 40 }) period!: string;
  /** 0 for kind support, which lists its items through its duties. */
  @Column({ name: 'item_id', type: 'integer' }) itemId!: number;
  @Column({ type: 'varchar', length: 10 }) state!: CaseState;
  @Column({ name: 'opened_on', type: 'varchar', length: 10 }) openedOn!: Day;
  @Column({ name: 'opened_at', type: 'varchar', length: 24 }) openedAt!: string;
  @Column({ name: 'promised_on', type: 'varchar', length: 10, nullable: true }) promisedOn!: Day | null;
  /** Days promised this round. */
  @Column({ type: 'integer' }) promises!: number;
  @Column({ type: 'smallint' }) paused!: number;
  @Column({ name: 'for_head', type: 'smallint' }) forHead!: number;
  @Column({ name: 'papers_issued', type: 'integer' }) papersIssued!: number;
  @Column({ name: 'closed_at', type: 'varchar', length: 24, nullable: true }) closedAt!: string | null;
  @Column({ name: 'closed_how', type: 'varchar', length: 10 }) closedHow!: ClosedHow;
  @Column({ type: 'integer' }) version!: number;
}

@Entity('case_duty')
export class CaseDuty {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'case_id', type: 'integer' }) caseId!: number;
  @Column({ name: 'duty_id', type: 'integer' }) dutyId!: number;
  /** The duty's round that brought it here; owed in a later round it is another matter. */
  @Column({ type: 'integer' }) round!: number;
}

/** A case's history, append-only. */
@Entity('case_event')
export class CaseEvent {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'case_id', type: 'integer' }) caseId!: number;
  @Column({ type: 'integer' }) n!: number;
  @Column({ type: 'varchar', length: 24 }) at!: string;
  /** 0 is the system. */
  @Column({ name: 'by_account', type: 'integer' }) byAccount!: number;
  @Column({ type: 'varchar', length: 20 }) kind!: string;
  @Column({ name: 'from_state', type: 'varchar', length: 10 }) fromState!: string;
  @Column({ name: 'to_state', type: 'varchar', length: 10 }) toState!: string;
  @Column({ type: 'text' }) note!: string;
  @Column({ name: 'promised_on', type: 'varchar', length: 10, nullable: true }) promisedOn!: Day | null;
}

/** Its row is written by the climb alone, in thousands at once. */
@Entity('ladder_step')
export class LadderStep {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'duty_id', type: 'integer' }) dutyId!: number;
  @Column({ type: 'integer' }) round!: number;
  @Column({ type: 'integer' }) step!: number;
  @Column({ name: 'due_on', type: 'varchar', length: 10 }) dueOn!: Day;
  @Column({ name: 'taken_on', type: 'varchar', length: 10 }) takenOn!: Day;
  @Column({ name: 'taken_at', type: 'varchar', length: 24 }) takenAt!: string;
  @Column({ type: 'smallint' }) provisional!: number;
  /** The duty's term it was taken in: a moved due day is climbed to from step 1 again. */
  @Column({ type: 'integer', default: 1 }) term!: number;
}
