import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Day } from '../../domain/day';

/** A duty's light as it stood from this day on; written only when it changes. */
@Entity('light_change')
export class LightChange {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'duty_id', type: 'integer' }) dutyId!: number;
  @Column({ name: 'from_on', type: 'varchar', length: 10 }) fromOn!: Day;
  @Column({ type: 'varchar', length: 6 }) light!: string;
  @Column({ type: 'varchar', length: 200 }) reason!: string;
}

/** 人工调整: a person's light instead of the computed one, with reason and end. */
@Entity('light_override')
export class LightOverride {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'duty_id', type: 'integer' }) dutyId!: number;
  @Column({ type: 'varchar', length: 6 }) light!: string;
  @Column({ type: 'varchar', length: 200 }) reason!: string;
  @Column({ type: 'varchar', length: 10 }) since!: Day;
  @Column({ type: 'varchar', length: 10 }) until!: Day;
  @Column({ name: 'by_account', type: 'integer' }) byAccount!: number;
  @Column({ type: 'varchar', length: 24 }) at!: string;
}
