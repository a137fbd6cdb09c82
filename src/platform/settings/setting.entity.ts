import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('setting')
export class Setting {
  @PrimaryColumn({ type: 'varchar', length: 80 })
  key!: string;
  /** JSON */
  @Column({ type: 'text' })
  value!: string;
}
