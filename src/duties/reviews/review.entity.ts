import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Day } from '../../domain/day';

/** accept 通过, return 退回 by the office; send-back 请补充 by the lead toward a part. */
export type Verdict = 'accept' | 'return' | 'send-back';

@Entity('review')
export class Review {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'report_id', type: 'integer' }) reportId!: number;
  @Column({ name: 'duty_id', type: 'integer' }) dutyId!: number;
  @Column({ type: 'varchar', length: 10 }) verdict!: Verdict;
  /** For next time when accepted, a note when returned. */
  @Column({ type: 'text' }) remark!: string;
  /** JSON list of ReturnReason. */
  @Column({ type: 'text' }) reasons!: string;
  @Column({ name: 'fix_by', type: 'varchar', length: 10, nullable: true }) fixBy!: Day | null;
  /** 1: 本单位自审, nobody else could. */
  @Column({ name: 'self_review', type: 'smallint' }) selfReview!: number;
  /** When the reviewed revision was handed in: the office's own clock began. */
  @Column({ name: 'handed_at', type: 'varchar', length: 24 }) handedAt!: string;
  @Column({ type: 'varchar', length: 24 }) at!: string;
  @Column({ name: 'by_account', type: 'integer' }) byAccount!: number;
  /** Set when an objection to it was upheld; the report may then be reviewed once more. */
  @Column({ name: 'revoked_at', type: 'varchar', length: 24, nullable: true }) revokedAt!: string | null;
}

/** 摘编: the office's short version, beside the untouched original. */
@Entity('digest_text')
export class DigestText {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'report_id', type: 'integer', unique: true }) reportId!: number;
  @Column({ type: 'text' }) text!: string;
  @Column({ type: 'integer' }) version!: number;
  @Column({ type: 'varchar', length: 24 }) at!: string;
  @Column({ name: 'by_account', type: 'integer' }) byAccount!: number;
}
