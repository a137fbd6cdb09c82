import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Calendar } from '../../calendar/calendar';
import { DATA_AS_OF_DAY, type DueRule } from '../../domain/recurrence';
import type { SeedFiles, SeedSchedule } from '../../plan/seed-shapes';
import { UNIT_KINDS } from '../../plan/seed-shapes';
import { type SeedStep, SeedSteps } from '../../plan/seed-steps';
import type { Aligned } from '../../platform/database/align';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import { type Beginning, beginRegular, insertSchedule, type NewSchedule, nextOneOff } from './new-schedule';
import { ScheduleDesign } from './schedule-design.service';

/** Takes in seeds/schedules.yaml: a schedule that exists is the office's from then on and left as it is. */
@Injectable()
export class ScheduleSeedingService implements SeedStep, OnModuleInit {
  readonly what = '报送制度';

  constructor(
    private readonly db: Database,
    private readonly calendar: Calendar,
    private readonly design: ScheduleDesign,
    private readonly steps: SeedSteps,
  ) {}

  onModuleInit(): void {
    this.steps.register(this);
  }

  async seed(files: SeedFiles): Promise<Aligned> {
    const plan = await this.db.row<{ id: number }>(
      sql`SELECT id FROM plan WHERE number = ${files.plan.number}`,
    );
    const planId = plan?.id ?? 0;
    const known = await this.db.rows<{ code: string }>(
      sql`SELECT code FROM schedule WHERE plan_id = ${planId}`,
    );
    const codes = new Set(known.map(({ code }) => code));
    const fresh = files.schedules.filter(({ code }) => !codes.has(code));
    for (const schedule of fresh) await this.insert(planId, schedule, files.schedules);
    return { inserted: fresh.length, changed: 0, unchanged: files.schedules.length - fresh.length, kept: 0 };
  }

  private async insert(planId: number, schedule: SeedSchedule, all: readonly SeedSchedule[]): Promise<void> {
    const { code, name, role, frequency, state, items } = schedule;
    const rows = await this.db.rows<{ id: number }>(
      sql`SELECT id FROM item WHERE plan_id = ${planId} AND code IN ${sql.list(items)}`,
    );
    const drawn: NewSchedule = {
      ...{ planId, code, name, role, frequency, state },
      ...(await this.beginning(schedule, all)),
      silentNilKinds: schedule.whenSilent === 'nil' ? UNIT_KINDS : schedule.nilWhenSilent,
      needsSignOff: false,
      dataAsOfDay: schedule.dataAsOfDay ?? DATA_AS_OF_DAY,
      basis: schedule.basis ?? '',
      itemIds: rows.map(({ id }) => id),
    };
    // one that stands off asks nobody yet: it is judged when it is switched on
    if (state !== 'off') await this.design.demandRoomForLead(drawn);
    await insertSchedule(this.db, drawn);
  }

  private async beginning(schedule: SeedSchedule, all: readonly SeedSchedule[]): Promise<Beginning> {
    const { name, frequency, due, restRule } = schedule;
    const today = this.design.clock.today();
    if (due.anchor === 'fixed') {
      return nextOneOff(name, due, { anchor: 'fixed', offset: 0, restRule }, today);
    }
    // the files' reader lets no regular rule belong to a one-off
    if (frequency === 'once') throw new Error(`a one-off needs its day: ${name}`);
    const rule: DueRule = { anchor: due.anchor, offset: due.offset, restRule };
    const begun = beginRegular(frequency, rule, today, await this.calendar.current());
    // both roles begin together, by the lead's due day (domain §4.3)
    const lead = all.find(
      (one) => one.role === 'lead' && one.frequency === frequency && one.due.anchor !== 'fixed',
    );
    if (!lead || lead === schedule) return begun;
    return { ...begun, fromPeriod: (await this.beginning(lead, all)).fromPeriod };
  }
}
