import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export const UNIT_KINDS = ['office', 'department', 'party', 'vertical', 'county', 'zone'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** 责任单位. `code` never changes; a merged unit stays and names its successor. */
@Entity('unit')
export class Unit {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ type: 'varchar', length: 20, unique: true })
  code!: string;
  @Column({ type: 'varchar', length: 60, unique: true })
  name!: string;
  @Column({ name: 'full_name', type: 'varchar', length: 120 })
  fullName!: string;
  @Column({ name: 'matrix_name', type: 'varchar', length: 12 })
  matrixName!: string;
  @Column({ type: 'varchar', length: 12 })
  kind!: UnitKind;
  /** 建制顺序 */
  @Column({ type: 'integer' })
  sort!: number;
  /** 对口收文单位 */
  @Column({ type: 'varchar', length: 120 })
  counterpart!: string;
  @Column({ name: 'office_phone', type: 'varchar', length: 40 })
  officePhone!: string;
  /** 0 while the full name waits to be confirmed by the office. */
  @Column({ name: 'name_confirmed', type: 'smallint' })
  nameConfirmed!: number;
  @Column({ name: 'succeeded_by', type: 'integer', nullable: true })
  succeededBy!: number | null;
  @Column({ name: 'succeeded_on', type: 'varchar', length: 10, nullable: true })
  succeededOn!: string | null;
  @Column({ type: 'integer' })
  version!: number;
}

@Entity('unit_alias')
export class UnitAlias {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ type: 'varchar', length: 60, unique: true })
  name!: string;
  @Column({ name: 'unit_id', type: 'integer' })
  unitId!: number;
}
