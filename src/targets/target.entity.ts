import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** 目标指标; `itemId` null speaks of the whole plan. */
@Entity('target')
export class Target {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ name: 'plan_id', type: 'integer' })
  planId!: number;
  @Column({ name: 'item_id', type: 'integer', nullable: true })
  itemId!: number | null;
  @Column({ type: 'varchar', length: 40 })
  code!: string;
  @Column({ type: 'varchar', length: 80 })
  name!: string;
  @Column({ type: 'varchar', length: 6 })
  kind!: string;
  @Column({ type: 'double precision' })
  value!: number;
  @Column({ type: 'varchar', length: 10 })
  unit!: string;
  @Column({ name: 'by_on', type: 'varchar', length: 10 })
  byOn!: string;
  /** 口径; empty until the office settles it. */
  @Column({ type: 'text' })
  definition!: string;
  /** JSON: the trajectory the office set, or empty. */
  @Column({ type: 'text' })
  path!: string;
  @Column({ name: 'filled_by', type: 'varchar', length: 10 })
  filledBy!: string;
  /** When the office judged the outcome after the horizon. */
  @Column({ name: 'settled_on', type: 'varchar', length: 10, nullable: true })
  settledOn!: string | null;
  @Column({ type: 'integer' })
  sort!: number;
  @Column({ type: 'integer' })
  version!: number;
}

/** 填报值; a replaced one stays with state `old`. `unitId` 0 is the office's own figure for all. */
@Entity('reading')
export class Reading {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ name: 'target_id', type: 'integer' })
  targetId!: number;
  @Column({ name: 'unit_id', type: 'integer' })
  unitId!: number;
  @Column({ type: 'varchar', length: 20 })
  period!: string;
  @Column({ type: 'double precision' })
  value!: number;
  /** 数据截至 */
  @Column({ name: 'as_of', type: 'varchar', length: 10 })
  asOf!: string;
  @Column({ type: 'text' })
  source!: string;
  @Column({ type: 'varchar', length: 8 })
  state!: string;
  @Column({ type: 'varchar', length: 24 })
  at!: string;
  @Column({ name: 'by_account', type: 'integer' })
  byAccount!: number;
}
