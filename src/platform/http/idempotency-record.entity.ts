import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** The first answer to a submission, so that the same submission sent again gets the same answer. */
@Entity('idempotency')
export class IdempotencyRecord {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ name: 'account_id', type: 'integer' })
  accountId!: number;

  @Column({ type: 'varchar', length: 80 })
  key!: string;

  @Column({ type: 'varchar', length: 120 })
  route!: string;

  @Column({ name: 'body_hash', type: 'varchar', length: 64 })
  bodyHash!: string;

  @Column({ type: 'integer' })
  status!: number;

  @Column({ type: 'text' })
  response!: string;

  @Column({ type: 'varchar', length: 24 })
  at!: string;
}

export const httpEntities = [IdempotencyRecord];
