import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** 工作方案 */
@Entity('plan')
export class Plan {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ type: 'varchar', length: 60, unique: true })
  number!: string;
  @Column({ type: 'varchar', length: 200 })
  title!: string;
  @Column({ name: 'issued_on', type: 'varchar', length: 10 })
  issuedOn!: string;
  @Column({ type: 'varchar', length: 10 })
  state!: string;
  @Column({ name: 'successor_id', type: 'integer', nullable: true })
  successorId!: number | null;
  /** When the office confirmed 按首位推定 once for all. */
  @Column({ name: 'leads_confirmed_at', type: 'varchar', length: 24, nullable: true })
  leadsConfirmedAt!: string | null;
  @Column({ type: 'integer' })
  version!: number;
}
