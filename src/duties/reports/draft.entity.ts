import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What a unit has written and not handed in; shared by its contacts, gone once the report is handed in. */
@Entity('draft')
export class Draft {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ name: 'duty_id', type: 'integer', unique: true }) dutyId!: number;
  @Column({ type: 'integer' }) version!: number;
  /** JSON of DraftDto. */
  @Column({ type: 'text' }) body!: string;
  @Column({ type: 'varchar', length: 24 }) at!: string;
  @Column({ name: 'by_account', type: 'integer' }) byAccount!: number;
}
