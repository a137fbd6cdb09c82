import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What a unit may object to here: a return or send-back (review), a report entered on its behalf (report). */
export type DisputeSubject = 'review' | 'report';
export type DisputeState = 'pending' | 'upheld' | 'refused';

/** 异议 to a decision; answered by somebody else than who took it. */
@Entity('dispute')
export class Dispute {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ type: 'varchar', length: 10 }) subject!: string;
  @Column({ name: 'subject_id', type: 'integer' }) subjectId!: number;
  @Column({ name: 'unit_id', type: 'integer' }) unitId!: number;
  @Column({ type: 'text' }) reason!: string;
  @Column({ type: 'varchar', length: 10 }) state!: DisputeState;
  @Column({ type: 'varchar', length: 24 }) at!: string;
  @Column({ name: 'by_account', type: 'integer' }) byAccount!: number;
  @Column({ type: 'text' }) answer!: string;
  @Column({ name: 'answered_at', type: 'varchar', length: 24, nullable: true }) answeredAt!: string | null;
  @Column({ name: 'answered_by', type: 'integer' }) answeredBy!: number;
}
