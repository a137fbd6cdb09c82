import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Role } from '../domain/permissions';

/** A person's way in. It is never deleted: the record speaks of it for ever. */
@Entity('account')
export class Account {
  @PrimaryGeneratedColumn()
  id!: number;
  /** What the person types to sign in, lower case. */
  @Column({ type: 'varchar', length: 40, unique: true })
  name!: string;
  @Column({ name: 'display_name', type: 'varchar', length: 40 })
  displayName!: string;
  @Column({ type: 'varchar', length: 40 })
  phone!: string;
  /** argon2id; empty for who signs in by code only. */
  @Column({ type: 'varchar', length: 200 })
  hash!: string;
  @Column({ type: 'varchar', length: 10 })
  state!: 'active' | 'disabled';
  @Column({ name: 'created_at', type: 'varchar', length: 24 })
  createdAt!: string;
  @Column({ type: 'integer' })
  version!: number;
}

/** 岗位: a role, for a unit where the role has one; an account acts for one post at a time (domain.md §1 Contact). */
@Entity('post')
export class Post {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ name: 'account_id', type: 'integer' })
  accountId!: number;
  @Column({ type: 'varchar', length: 12 })
  role!: Role;
  /** 0 where the role stands for no unit. */
  @Column({ name: 'unit_id', type: 'integer' })
  unitId!: number;
  @Column({ type: 'varchar', length: 10 })
  state!: 'active' | 'ended';
  @Column({ type: 'varchar', length: 10 })
  since!: string;
}
