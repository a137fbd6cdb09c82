import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An exception to Monday-to-Friday: `rest` a weekday off, `work` a weekend worked. */
@Entity('calendar_day')
export class CalendarDayRow {
  @PrimaryColumn({ type: 'varchar', length: 10 })
  day!: string;
  @Column({ type: 'varchar', length: 4 })
  kind!: string;
  @Column({ type: 'varchar', length: 120 })
  notice!: string;
}
