import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** 工作事项, in document order by `sort`. */
@Entity('item')
export class Item {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ name: 'plan_id', type: 'integer' })
  planId!: number;
  @Column({ type: 'varchar', length: 20 })
  code!: string;
  /** On screen: 任务1, 产业1, 保障1. */
  @Column({ type: 'varchar', length: 20 })
  label!: string;
  @Column({ type: 'varchar', length: 10 })
  kind!: string;
  @Column({ name: 'parent_id', type: 'integer', nullable: true })
  parentId!: number | null;
  @Column({ type: 'integer' })
  sort!: number;
  @Column({ type: 'varchar', length: 200 })
  title!: string;
  @Column({ name: 'short_name', type: 'varchar', length: 20 })
  shortName!: string;
  @Column({ type: 'varchar', length: 120 })
  section!: string;
  @Column({ type: 'varchar', length: 60 })
  place!: string;
  @Column({ type: 'integer' })
  version!: number;
}

/** 工作要点 */
@Entity('point')
export class Point {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ name: 'item_id', type: 'integer' })
  itemId!: number;
  @Column({ type: 'integer' })
  n!: number;
  @Column({ type: 'text' })
  text!: string;
  @Column({ type: 'varchar', length: 60 })
  place!: string;
}

/** 责任分工: a printed name in its role; exactly one of `unitId` and `collectiveId` is set. */
@Entity('assignment')
export class Assignment {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ name: 'item_id', type: 'integer' })
  itemId!: number;
  @Column({ type: 'integer' })
  n!: number;
  @Column({ type: 'varchar', length: 8 })
  role!: string;
  @Column({ name: 'printed_name', type: 'varchar', length: 60 })
  printedName!: string;
  @Column({ name: 'lead_inferred', type: 'smallint' })
  leadInferred!: number;
  @Column({ name: 'unit_id', type: 'integer', nullable: true })
  unitId!: number | null;
  @Column({ name: 'collective_id', type: 'integer', nullable: true })
  collectiveId!: number | null;
}
