import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The number is given by the chain, not by the database: it has no gaps. */
@Entity('audit')
export class AuditEntry {
  @PrimaryColumn({ type: 'integer' })
  id!: number;
  @Column({ type: 'varchar', length: 24 })
  at!: string;
  @Column({ type: 'varchar', length: 80 })
  actor!: string;
  @Column({ name: 'acting_unit', type: 'integer' })
  actingUnit!: number;
  @Column({ type: 'varchar', length: 60 })
  action!: string;
  @Column({ type: 'varchar', length: 40 })
  subject!: string;
  @Column({ name: 'subject_id', type: 'integer' })
  subjectId!: number;
  @Column({ name: 'subject_version', type: 'integer' })
  subjectVersion!: number;
  @Column({ type: 'text' })
  facts!: string;
  @Column({ name: 'request_id', type: 'varchar', length: 40 })
  requestId!: string;
  @Column({ type: 'varchar', length: 64 })
  prev!: string;
  @Column({ type: 'varchar', length: 64 })
  hash!: string;
}
