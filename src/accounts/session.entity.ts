import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

@Entity('session')
export class Session {
  @PrimaryGeneratedColumn()
  id!: number;
  /** sha256 of the cookie's value, which itself is stored nowhere. */
  @Column({ name: 'id_hash', type: 'varchar', length: 64, unique: true })
  idHash!: string;
  @Column({ type: 'varchar', length: 64 })
  csrf!: string;
  @Column({ name: 'account_id', type: 'integer' })
  accountId!: number;
  @Column({ name: 'post_id', type: 'integer' })
  postId!: number;
  @Column({ name: 'created_at', type: 'varchar', length: 24 })
  createdAt!: string;
  @Column({ name: 'seen_at', type: 'varchar', length: 24 })
  seenAt!: string;
  @Column({ name: 'ends_at', type: 'varchar', length: 24 })
  endsAt!: string;
}

/** 一次性登录码, given by phone to a unit's contact. */
@Entity('sign_in_code')
export class SignInCode {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ name: 'account_id', type: 'integer' })
  accountId!: number;
  @Column({ name: 'code_hash', type: 'varchar', length: 64, unique: true })
  codeHash!: string;
  @Column({ name: 'issued_by', type: 'integer' })
  issuedBy!: number;
  @Column({ name: 'expires_at', type: 'varchar', length: 24 })
  expiresAt!: string;
  @Column({ name: 'used_at', type: 'varchar', length: 24, nullable: true })
  usedAt!: string | null;
}

/** Failed attempts to sign in, by name (`name:…`) and by address (`ip:…`). */
@Entity('throttle')
export class Throttle {
  @PrimaryColumn({ type: 'varchar', length: 120 })
  key!: string;
  @Column({ type: 'integer' })
  fails!: number;
  /** Closed until then; while still open, the moment of the last attempt. */
  @Column({ type: 'varchar', length: 24 })
  until!: string;
}
