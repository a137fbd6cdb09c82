import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Day } from '../../domain/day';

/** request: asked by the unit; postponement: 统一顺延, which does not count to the two a unit may be granted. */
export type ExtensionKind = 'request' | 'postponement';

/** lapsed: the report came in, or was waived, before anybody answered. */
export type ExtensionState = 'pending' | 'granted' | 'refused' | 'withdrawn' | 'lapsed';

@Entity('extension')
export class Extension {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'duty_id', type: 'integer' }) dutyId!: number;
  @Column({ type: 'integer' }) n!: number;
  @Column({ type: 'varchar', length: 12 }) kind!: ExtensionKind;
  /** The same for all duties asked for together. */
  @Column({ name: 'request_key', type: 'varchar', length: 40 }) requestKey!: string;
  @Column({ name: 'asked_at', type: 'varchar', length: 24 }) askedAt!: string;
  @Column({ name: 'asked_by', type: 'integer' }) askedBy!: number;
  @Column({ name: 'old_due_on', type: 'varchar', length: 10 }) oldDueOn!: Day;
  /** The day asked for; the granted one once granted. */
  @Column({ name: 'new_due_on', type: 'varchar', length: 10 }) newDueOn!: Day;
  @Column({ type: 'text' }) reason!: string;
  @Column({ type: 'varchar', length: 10 }) state!: ExtensionState;
  @Column({ name: 'escalates_on', type: 'varchar', length: 10 }) escalatesOn!: Day;
  @Column({ name: 'decided_at', type: 'varchar', length: 24, nullable: true }) decidedAt!: string | null;
  @Column({ name: 'decided_by', type: 'integer' }) decidedBy!: number;
  @Column({ type: 'text' }) answer!: string;
}
