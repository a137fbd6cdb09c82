import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What a field said before a person corrected it; old papers keep the old wording. */
@Entity('correction')
export class Correction {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ type: 'varchar', length: 20 })
  subject!: string;
  @Column({ name: 'subject_id', type: 'integer' })
  subjectId!: number;
  @Column({ type: 'varchar', length: 40 })
  field!: string;
  @Column({ name: 'old_value', type: 'text' })
  oldValue!: string;
  @Column({ name: 'new_value', type: 'text' })
  newValue!: string;
  @Column({ type: 'text' })
  reason!: string;
  @Column({ type: 'varchar', length: 24 })
  at!: string;
  @Column({ name: 'by_account', type: 'integer' })
  byAccount!: number;
}
