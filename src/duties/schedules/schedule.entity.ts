import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Day } from '../../domain/day';
import type { Role } from '../../domain/duty-state';
import type { Frequency } from '../../domain/period';
import type { DueRule, RestRule } from '../../domain/recurrence';

/** trial 试运行 → released 已下发; off 停用 may return to where it was; ended 已结束 is final. */
export type ScheduleState = 'trial' | 'released' | 'off' | 'ended';

@Entity('schedule')
export class Schedule {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'plan_id', type: 'integer' }) planId!: number;
  @Column({ type: 'varchar', length: 40 }) code!: string;
  @Column({ type: 'varchar', length: 80 }) name!: string;
  @Column({ type: 'varchar', length: 8 }) role!: Role;
  @Column({ type: 'varchar', length: 8 }) frequency!: Frequency;
  @Column({ name: 'due_anchor', type: 'varchar', length: 20 }) dueAnchor!: DueRule['anchor'];
  @Column({ name: 'due_offset', type: 'integer' }) dueOffset!: number;
  @Column({ name: 'due_fixed_on', type: 'varchar', length: 10, nullable: true }) dueFixedOn!: Day | null;
  @Column({ name: 'opens_on', type: 'varchar', length: 10, nullable: true }) opensOn!: Day | null;
  @Column({ name: 'rest_rule', type: 'varchar', length: 8 }) restRule!: RestRule;
  /** Unit kinds, comma-separated, whose silence counts as nil (期满未报视为无新进展). */
  @Column({ name: 'silent_nil_kinds', type: 'varchar', length: 80 }) silentNilKinds!: string;
  @Column({ name: 'needs_sign_off', type: 'smallint' }) needsSignOff!: number;
  @Column({ type: 'varchar', length: 120 }) basis!: string;
  @Column({ name: 'basis_on', type: 'varchar', length: 10, nullable: true }) basisOn!: Day | null;
  @Column({ type: 'varchar', length: 10 }) state!: ScheduleState;
  @Column({ name: 'from_period', type: 'varchar', length: 40 }) fromPeriod!: string;
  @Column({ name: 'first_counting', type: 'varchar', length: 40, nullable: true }) firstCounting!:
    string | null;
  @Column({ name: 'last_period', type: 'varchar', length: 40, nullable: true }) lastPeriod!: string | null;
  @Column({ name: 'released_on', type: 'varchar', length: 10, nullable: true }) releasedOn!: Day | null;
  @Column({ type: 'integer' }) version!: number;
  /** 数据截至: this day of a period's last month. */
  @Column({ name: 'data_as_of_day', type: 'integer', default: 15 }) dataAsOfDay!: number;
}

@Entity('schedule_item')
export class ScheduleItem {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'schedule_id', type: 'integer' }) scheduleId!: number;
  @Column({ name: 'item_id', type: 'integer' }) itemId!: number;
}

/** The opening's watermark: a schedule's period is opened once, whatever crashes or races. */
@Entity('period_open')
export class PeriodOpen {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'schedule_id', type: 'integer' }) scheduleId!: number;
  @Column({ type: 'varchar', length: 40 }) period!: string;
  @Column({ name: 'as_of', type: 'varchar', length: 10 }) asOf!: Day;
  @Column({ name: 'opens_on', type: 'varchar', length: 10 }) opensOn!: Day;
  @Column({ name: 'due_nominal', type: 'varchar', length: 10 }) dueNominal!: Day;
  @Column({ name: 'due_on', type: 'varchar', length: 10 }) dueOn!: Day;
  /** The rule (JSON) under which it opened: a later change of the schedule's does not touch it. */
  @Column({ name: 'due_rule', type: 'text' }) dueRule!: string;
  @Column({ name: 'due_why', type: 'varchar', length: 200 }) dueWhy!: string;
  @Column({ type: 'smallint' }) provisional!: number;
  @Column({ type: 'smallint' }) late!: number;
  @Column({ type: 'integer' }) duties!: number;
  @Column({ name: 'opened_at', type: 'varchar', length: 24 }) openedAt!: string;
  @Column({ name: 'recalled_at', type: 'varchar', length: 24, nullable: true }) recalledAt!: string | null;
}

/** 送达: from this day the unit has been told of the schedule. */
@Entity('service')
export class Service {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'unit_id', type: 'integer' }) unitId!: number;
  @Column({ name: 'schedule_id', type: 'integer' }) scheduleId!: number;
  @Column({ name: 'served_on', type: 'varchar', length: 10 }) servedOn!: Day;
  @Column({ type: 'varchar', length: 10 }) via!: string;
  @Column({ type: 'text' }) note!: string;
  @Column({ type: 'varchar', length: 24 }) at!: string;
  @Column({ name: 'by_account', type: 'integer' }) byAccount!: number;
}
