import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/audit';
import { Calendar } from '../../calendar/calendar';
import { type Day, sayMonthDay } from '../../domain/day';
import { sayPeriod } from '../../domain/period';
import { dueDayOf } from '../../domain/recurrence';
import { type NewNotice, Notices } from '../../notices/notices';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { slices } from '../duty-facts';
import { itemIdsOf, unitsAsked } from './duty-load';
import type { ScheduleRow } from './schedule-facts';
import type { ReleaseDto, VersionedScheduleDto } from './schedules.dto';

/** What is written down when schedules are released, and what every unit is told. */
@Injectable()
export class ReleaseRecord {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly notices: Notices,
    private readonly calendar: Calendar,
  ) {}

  note(by: Actor, { id, version }: VersionedScheduleDto, facts: Record<string, unknown>): void {
    this.audit.note(by, { action: 'schedule.released', subject: 'schedule', subjectId: id, version, facts });
  }

  /** T1, at once. Who opened it or signs in is served from that day on. */
  async tellUnits(schedules: readonly ScheduleRow[], terms: ReleaseDto, today: Day): Promise<void> {
    const asks = [];
    for (const { id, role } of schedules) asks.push({ role, itemIds: await itemIdsOf(this.db, id) });
    const asked = await unitsAsked(this.db, asks, today);
    const step = schedules[0]?.id ?? 0;
    const facts = {
      basis: terms.basis,
      period: sayPeriod(terms.firstPeriod),
      plan: schedules[0]?.planTitle ?? '',
      dueDays: (await this.sayDueDays(schedules, terms.firstPeriod)) + (terms.basisNote ?? ''),
    };
    const units = [...new Set(asked.map(({ unitId }) => unitId))];
    const notices = units.map((unitId): NewNotice => {
      const duties = (role: string) =>
        asked.find((one) => one.unitId === unitId && one.role === role)?.duties ?? 0;
      const [lead, support] = [duties('lead'), duties('support')];
      return {
        ...{ unitId, audience: 'unit', kind: 'released', step, aboutOn: today, urgent: true },
        textKey: 'released',
        facts: { ...facts, lead, support, total: lead + support },
      };
    });
    for (const some of slices(notices)) await this.notices.tell(some);
  }

  /** 配合事项12月21日前报牵头单位,牵头事项12月25日前报我办。 A period not yet open is due as its rule says today. */
  private async sayDueDays(schedules: readonly ScheduleRow[], period: string): Promise<string> {
    const opened = await this.db.rows<{ id: number; dueOn: Day; provisional: number }>(sql`
      SELECT po.schedule_id AS id, po.due_on AS "dueOn", po.provisional FROM period_open po
       WHERE po.period = ${period} AND po.schedule_id IN ${sql.list(schedules.map(({ id }) => id))}`);
    const calendar = await this.calendar.current();
    const days = schedules.map(({ id, role, rule }) => {
      const open = opened.find((one) => one.id === id);
      if (open) return { role, dueOn: open.dueOn, provisional: open.provisional === 1 };
      const { due, provisional } = dueDayOf(rule, period, calendar);
      return { role, dueOn: due, provisional };
    });
    const said = days
      .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
      .map(({ role, dueOn, provisional }) => {
        const by = `${sayMonthDay(dueOn)}前${provisional ? '(暂定)' : ''}`;
        return role === 'lead' ? `牵头事项${by}报我办` : `配合事项${by}报牵头单位`;
      });
    return `${[...new Set(said)].join(',')}。`;
  }
}
