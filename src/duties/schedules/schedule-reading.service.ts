import { Injectable } from '@nestjs/common';
import { refuse } from '../../domain/refusal';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import { Refused } from '../../platform/http/refused';
import { grouped } from '../lists/grouped';
import { type ScheduleItemView, type ScheduleView, toScheduleView } from './schedule.view';
import { loadSchedules } from './schedule-facts';

@Injectable()
export class ScheduleReading {
  constructor(private readonly db: Database) {}

  async all(): Promise<ScheduleView[]> {
    const items = grouped(
      await this.db.rows<ScheduleItemView & { scheduleId: number }>(sql`
        SELECT si.schedule_id AS "scheduleId", i.id, i.label, i.short_name AS "shortName"
          FROM schedule_item si JOIN item i ON i.id = si.item_id ORDER BY i.sort`),
      ({ scheduleId }) => scheduleId,
    );
    const schedules = await loadSchedules(this.db, sql`1 = 1`);
    return schedules.map((schedule) => {
      const own = (items.get(schedule.id) ?? []).map(({ id, label, shortName }) => ({
        id,
        label,
        shortName,
      }));
      return toScheduleView(schedule, own);
    });
  }

  async one(id: number): Promise<ScheduleView> {
    const schedule = (await this.all()).find((one) => one.id === id);
    if (!schedule) throw new Refused(refuse('not-found'));
    return schedule;
  }
}
