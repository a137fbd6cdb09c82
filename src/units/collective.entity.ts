import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** 集体责任单位: one printed name that stands for members. */
@Entity('collective')
export class Collective {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ type: 'varchar', length: 60, unique: true })
  name!: string;
  /** JSON array of the other spellings. */
  @Column({ type: 'text' })
  aliases!: string;
}

/** Dated; `planId` 0 means every plan. `until` is the first day that no longer counts. */
@Entity('membership')
export class Membership {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ name: 'collective_id', type: 'integer' })
  collectiveId!: number;
  @Column({ name: 'unit_id', type: 'integer' })
  unitId!: number;
  @Column({ name: 'plan_id', type: 'integer' })
  planId!: number;
  @Column({ type: 'varchar', length: 10 })
  since!: string;
  @Column({ type: 'varchar', length: 10, nullable: true })
  until!: string | null;
}
