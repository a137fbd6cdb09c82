import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Day } from '../../domain/day';

export type ReportKind = 'full' | 'nil';

/** web: by the unit itself; paper, phone, oa: entered by the office (代录); silence: 期满未报视为无新进展. */
export type ReportVia = 'web' | 'paper' | 'phone' | 'oa' | 'silence';

/** One revision of a duty stands at most; what came before it is kept as it was. */
export type ReportState = 'standing' | 'superseded' | 'returned' | 'withdrawn';

/** 进展报告: append-only but for `state` and `readAt`. */
@Entity('report')
export class Report {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'duty_id', type: 'integer' }) dutyId!: number;
  @Column({ type: 'integer' }) revision!: number;
  @Column({ type: 'varchar', length: 4 }) kind!: ReportKind;
  @Column({ type: 'text' }) progress!: string;
  @Column({ type: 'text' }) problems!: string;
  @Column({ name: 'next_steps', type: 'text' }) nextSteps!: string;
  @Column({ name: 'year_summary', type: 'text' }) yearSummary!: string;
  @Column({ type: 'text' }) remark!: string;
  @Column({ name: 'data_as_of', type: 'varchar', length: 10, nullable: true }) dataAsOf!: Day | null;
  /** JSON list of the codes of units whose part was missing when the lead handed in. */
  @Column({ name: 'missing_units', type: 'text' }) missingUnits!: string;
  @Column({ type: 'varchar', length: 10 }) state!: ReportState;
  @Column({ name: 'handed_at', type: 'varchar', length: 24 }) handedAt!: string;
  @Column({ type: 'varchar', length: 10 }) via!: ReportVia;
  @Column({ name: 'received_on', type: 'varchar', length: 10, nullable: true }) receivedOn!: Day | null;
  @Column({ name: 'by_account', type: 'integer' }) byAccount!: number;
  @Column({ name: 'batch_id', type: 'integer', nullable: true }) batchId!: number | null;
  /** When the office began to read it. */
  @Column({ name: 'read_at', type: 'varchar', length: 24, nullable: true }) readAt!: string | null;
}

/** 审签: who signed for what was handed in together. */
@Entity('report_batch')
export class ReportBatch {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'unit_id', type: 'integer' }) unitId!: number;
  @Column({ type: 'varchar', length: 40 }) signer!: string;
  @Column({ name: 'signer_post', type: 'varchar', length: 60 }) signerPost!: string;
  @Column({ name: 'signed_on', type: 'varchar', length: 10, nullable: true }) signedOn!: Day | null;
  @Column({ type: 'varchar', length: 24 }) at!: string;
  @Column({ name: 'by_account', type: 'integer' }) byAccount!: number;
}
