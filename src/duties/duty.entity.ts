import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Day } from '../domain/day';
import type { DutyState, Role } from '../domain/duty-state';

/** One owed report (报送任务); the rules read it as `DutyFacts`, loaded by duty-facts.ts. */
@Entity('duty')
export class Duty {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'schedule_id', type: 'integer' }) scheduleId!: number;
  @Column({ name: 'item_id', type: 'integer' }) itemId!: number;
  @Column({ name: 'unit_id', type: 'integer' }) unitId!: number;
  @Column({ name: 'charge_id', type: 'integer' }) chargeId!: number;
  @Column({ type: 'varchar', length: 8 }) role!: Role;
  @Column({ type: 'varchar', length: 40 }) period!: string;
  /** The period of the lead's report into which a part goes; a lead's own. */
  @Column({ name: 'lead_period', type: 'varchar', length: 40 }) leadPeriod!: string;
  @Column({ name: 'opens_on', type: 'varchar', length: 10 }) opensOn!: Day;
  @Column({ name: 'due_nominal', type: 'varchar', length: 10 }) dueNominal!: Day;
  @Column({ name: 'original_due_on', type: 'varchar', length: 10 }) originalDueOn!: Day;
  @Column({ name: 'due_on', type: 'varchar', length: 10 }) dueOn!: Day;
  @Column({ name: 'created_on', type: 'varchar', length: 10 }) createdOn!: Day;
  @Column({ name: 'created_at', type: 'varchar', length: 24 }) createdAt!: string;
  @Column({ name: 'opened_late', type: 'smallint' }) openedLate!: number;
  @Column({ type: 'smallint' }) counts!: number;
  @Column({ name: 'silent_nil', type: 'smallint' }) silentNil!: number;
  @Column({ type: 'varchar', length: 10 }) state!: DutyState;
  @Column({ type: 'integer' }) version!: number;
  @Column({ name: 'first_handed_at', type: 'varchar', length: 24, nullable: true }) firstHandedAt!:
    string | null;
  @Column({ name: 'accepted_at', type: 'varchar', length: 24, nullable: true }) acceptedAt!: string | null;
  @Column({ type: 'integer' }) round!: number;
  @Column({ name: 'fix_by', type: 'varchar', length: 10, nullable: true }) fixBy!: Day | null;
  @Column({ name: 'owed_on', type: 'varchar', length: 10, nullable: true }) owedOn!: Day | null;
  @Column({ name: 'ladder_base', type: 'varchar', length: 10 }) ladderBase!: Day;
  @Column({ name: 'ladder_from', type: 'varchar', length: 10, nullable: true }) ladderFrom!: Day | null;
  @Column({ name: 'ladder_used', type: 'integer' }) ladderUsed!: number;
  @Column({ name: 'ladder_step', type: 'integer' }) ladderStep!: number;
  @Column({ name: 'stepped_on', type: 'varchar', length: 10, nullable: true }) steppedOn!: Day | null;
  @Column({ name: 'hold_reason', type: 'varchar', length: 20, nullable: true }) holdReason!: string | null;
  @Column({ name: 'waived_reason', type: 'varchar', length: 200, nullable: true }) waivedReason!:
    string | null;
  @Column({ type: 'integer', default: 1 }) term!: number;
}

/** A duty's history, append-only; its opening is the duty's own row and stands before n = 1. */
@Entity('duty_event')
export class DutyEvent {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'duty_id', type: 'integer' }) dutyId!: number;
  @Column({ type: 'integer' }) n!: number;
  @Column({ type: 'varchar', length: 24 }) at!: string;
  @Column({ name: 'on_day', type: 'varchar', length: 10 }) onDay!: Day;
  @Column({ name: 'by_account', type: 'integer' }) byAccount!: number;
  @Column({ type: 'varchar', length: 20 }) kind!: string;
  @Column({ name: 'from_state', type: 'varchar', length: 10 }) fromState!: DutyState;
  @Column({ name: 'to_state', type: 'varchar', length: 10 }) toState!: DutyState;
  @Column({ name: 'due_on', type: 'varchar', length: 10, nullable: true }) dueOn!: Day | null;
  @Column({ type: 'integer' }) round!: number;
  @Column({ type: 'text' }) reason!: string;
}

/** One reason why a duty's ladder stands still; the duty itself only carries what SQL compares. */
@Entity('duty_hold')
export class DutyHold {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'duty_id', type: 'integer' }) dutyId!: number;
  @Column({ type: 'varchar', length: 20 }) reason!: string;
  @Column({ type: 'varchar', length: 10 }) since!: Day;
  @Column({ type: 'varchar', length: 10, nullable: true }) until!: Day | null;
  @Column({ type: 'text' }) note!: string;
  @Column({ name: 'by_account', type: 'integer' }) byAccount!: number;
  @Column({ name: 'lifted_on', type: 'varchar', length: 10, nullable: true }) liftedOn!: Day | null;
}
