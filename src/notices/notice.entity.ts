import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Day } from '../domain/day';

/** Who reads it: a unit's contacts, everybody in the office, or the office's head. */
export type Audience = 'unit' | 'office' | 'head';

/** pending → gathered into a message → sent; dropped when its reason was gone, merged when a later one replaced it. */
type NoticeOutcome = 'pending' | 'gathered' | 'sent' | 'dropped' | 'merged';

/** One reason to tell somebody something. Many of them go out in one message. */
@Entity('notice')
class Notice {
  @PrimaryGeneratedColumn() id!: number;
  /** 0 for the office and its head. */
  @Column({ name: 'unit_id', type: 'integer' }) unitId!: number;
  @Column({ type: 'varchar', length: 8 }) audience!: Audience;
  /** 0 when it is about no single duty. */
  @Column({ name: 'duty_id', type: 'integer' }) dutyId!: number;
  @Column({ type: 'integer' }) round!: number;
  @Column({ type: 'varchar', length: 20 }) kind!: string;
  @Column({ type: 'integer' }) step!: number;
  /** What makes two of a kind different: a day, or a key of the teller; empty for none. */
  @Column({ name: 'about_on', type: 'varchar', length: 10 }) aboutOn!: string;
  @Column({ type: 'varchar', length: 10 }) day!: Day;
  @Column({ type: 'varchar', length: 24 }) at!: string;
  /** 1: goes out at once, in a message of its own. */
  @Column({ type: 'smallint' }) urgent!: number;
  @Column({ name: 'text_key', type: 'varchar', length: 40 }) textKey!: string;
  /** JSON */
  @Column({ type: 'text' }) facts!: string;
  @Column({ type: 'varchar', length: 10 }) outcome!: NoticeOutcome;
  /** 0 until it is gathered. */
  @Column({ name: 'message_id', type: 'integer' }) messageId!: number;
}

export type MessageState = 'pending' | 'sending' | 'sent' | 'failed' | 'in-doubt' | 'empty';

/** What a reader gets: the day's notices in one, or an urgent one by itself. */
@Entity('message')
class Message {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'unit_id', type: 'integer' }) unitId!: number;
  @Column({ type: 'varchar', length: 8 }) audience!: Audience;
  @Column({ type: 'varchar', length: 10 }) day!: Day;
  @Column({ type: 'varchar', length: 12 }) channel!: string;
  /** The urgent notice it carries; 0 is the day's one message. */
  @Column({ name: 'urgent_of', type: 'integer' }) urgentOf!: number;
  @Column({ type: 'varchar', length: 10 }) state!: MessageState;
  @Column({ type: 'integer' }) attempts!: number;
  @Column({ name: 'next_at', type: 'varchar', length: 24 }) nextAt!: string;
  @Column({ name: 'lease_token', type: 'varchar', length: 40 }) leaseToken!: string;
  @Column({ name: 'lease_until', type: 'varchar', length: 24 }) leaseUntil!: string;
  @Column({ type: 'varchar', length: 200 }) title!: string;
  @Column({ type: 'text' }) body!: string;
  /** The same on every attempt, so that a second arrival can be recognised. */
  @Column({ name: 'message_ref', type: 'varchar', length: 80 }) messageRef!: string;
  @Column({ name: 'sent_at', type: 'varchar', length: 24, nullable: true }) sentAt!: string | null;
  @Column({ name: 'read_at', type: 'varchar', length: 24, nullable: true }) readAt!: string | null;
  @Column({ type: 'varchar', length: 300 }) error!: string;
}

export const noticeEntities = [Notice, Message];
