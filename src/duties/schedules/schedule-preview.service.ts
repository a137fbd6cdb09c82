import { Injectable } from '@nestjs/common';
import { Calendar } from '../../calendar/calendar';
import type { Day } from '../../domain/day';
import { opensAsOf } from '../../domain/opening';
import { type Frequency, nextPeriod, type Period, periodOf, sayPeriod } from '../../domain/period';
import { dueDayOf, leadAfterSupport } from '../../domain/recurrence';
import { type Refusal, refuse, sayRefusal } from '../../domain/refusal';
import { Clock } from '../../platform/clock/clock';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import { reachable } from '../serving/contacts';
import { itemIdsOf, loadOf, unitsAsked } from './duty-load';
import type { NewSchedule } from './new-schedule';
import type { PeriodPreviewView, ReleasePreviewView, SchedulePreviewView } from './schedule.view';
import { loadSchedule, loadSchedules, type ScheduleRow } from './schedule-facts';

const PERIODS_SHOWN = 8;
const PER_YEAR: Record<Frequency, number> = { month: 12, quarter: 4, half: 2, year: 1, once: 1 };

/** A schedule that stands already (`id`) or might. */
export type Asking = Pick<
  NewSchedule,
  'planId' | 'role' | 'frequency' | 'rule' | 'fromPeriod' | 'itemIds'
> & { id?: number };

/** What a schedule would ask, before anybody is asked. */
@Injectable()
export class SchedulePreviewService {
  constructor(
    private readonly db: Database,
    private readonly calendar: Calendar,
    private readonly clock: Clock,
  ) {}

  async preview(schedule: NewSchedule): Promise<SchedulePreviewView> {
    const asked = await unitsAsked(this.db, [schedule], this.clock.today());
    const refusal = await this.tooSoon(schedule);
    return {
      periods: await this.periods(schedule),
      load: loadOf(asked),
      refusal: refusal && sayRefusal(refusal).detail,
      repeats: (await this.neighbours(schedule))
        .filter((other) => other.role === schedule.role)
        .map(sayRepeat),
    };
  }

  /** Why the lead's day would lie too close behind the supporters', over the next eight periods; null if it does not. */
  async tooSoon(schedule: Asking): Promise<Refusal | null> {
    if (schedule.frequency === 'once') return null;
    const calendar = await this.calendar.current();
    for (const other of await this.neighbours(schedule)) {
      if (other.role === schedule.role || other.frequency === 'once') continue;
      const rules =
        schedule.role === 'lead'
          ? ([schedule.rule, other.rule] as const)
          : ([other.rule, schedule.rule] as const);
      // they meet where the longer of the two periods ends
      const longer = PER_YEAR[schedule.frequency] <= PER_YEAR[other.frequency] ? schedule : other;
      const close = leadAfterSupport(...rules, nextPeriods(longer, this.clock.today()), calendar);
      if (close) return refuse('lead-too-soon', { ...close, period: sayPeriod(close.period) });
    }
    return null;
  }

  /** What the office sees before it releases: the load, and lighter ways to ask. */
  async releasePreview(id: number): Promise<ReleasePreviewView> {
    const schedule = await loadSchedule(this.db, id);
    const together = await this.inForceWith(schedule);
    const asks = await Promise.all(
      together.map(async (one) => ({ ...one, itemIds: await itemIdsOf(this.db, one.id) })),
    );
    const today = this.clock.today();
    const asked = await unitsAsked(this.db, asks, today);
    const load = loadOf(asked);
    const every = { month: '每月', quarter: '每季', half: '每半年', year: '每年', once: '一次' }[
      schedule.frequency
    ];
    const [leads, supports] = [
      PER_YEAR[schedule.frequency] * load.lead,
      PER_YEAR[schedule.frequency] * load.support,
    ];
    return {
      ...{ load, perYear: leads + supports },
      text: `${load.units}个单位、${every}${load.duties}份:牵头${load.lead}、配合${load.support}`,
      variants: [
        { name: '配合单位改为半年报送', perYear: leads + Math.min(supports, 2 * load.support) },
        { name: '配合单位期满未报视为无新进展(只报有进展的)', perYear: leads },
      ],
      periods: await this.periods(schedule),
      withoutContact: await this.withoutContact(asked.map(({ unitId }) => unitId)),
    };
  }

  private async periods(
    schedule: Pick<NewSchedule, 'rule' | 'frequency' | 'fromPeriod' | 'opensOn'>,
  ): Promise<PeriodPreviewView[]> {
    const calendar = await this.calendar.current();
    return nextPeriods(schedule, this.clock.today()).map((period) => {
      const { nominal, due, why, provisional } = dueDayOf(schedule.rule, period, calendar);
      const opensOn = opensAsOf(schedule, period);
      return {
        period,
        periodText: sayPeriod(period),
        opensOn,
        dueNominal: nominal,
        dueOn: due,
        why,
        provisional,
      };
    });
  }

  /** Live schedules of the plan that share an item with this one, and are not this one. */
  private neighbours(schedule: Asking): Promise<ScheduleRow[]> {
    return loadSchedules(
      this.db,
      sql`s.plan_id = ${schedule.planId} AND s.state IN ('trial', 'released') AND s.id <> ${schedule.id ?? 0} AND EXISTS
          (SELECT 1 FROM schedule_item si WHERE si.schedule_id = s.id AND si.item_id IN ${sql.list(schedule.itemIds)})`,
    );
  }

  private async inForceWith(schedule: ScheduleRow): Promise<ScheduleRow[]> {
    const others = sql`s.plan_id = ${schedule.planId} AND s.state IN ('trial', 'released')
      AND s.frequency = ${schedule.frequency} AND s.frequency <> 'once'`;
    return loadSchedules(this.db, sql`s.id = ${schedule.id} OR (${others})`);
  }

  private async withoutContact(unitIds: readonly number[]): Promise<string[]> {
    const rows = await this.db.rows<{ name: string }>(sql`
      ${reachable} SELECT u.name FROM unit u WHERE u.id IN ${sql.list([...new Set(unitIds)])}
         AND u.id NOT IN (SELECT unit_id FROM reachable) ORDER BY u.sort`);
    return rows.map(({ name }) => name);
  }
}

/** The next eight from today on; of a one-off its only one. */
function nextPeriods(
  { frequency, fromPeriod }: { frequency: Frequency; fromPeriod: Period },
  today: Day,
): Period[] {
  if (frequency === 'once') return [fromPeriod];
  const current = periodOf(frequency, today);
  const periods = [fromPeriod > current ? fromPeriod : current];
  while (periods.length < PERIODS_SHOWN) periods.push(nextPeriod(periods.at(-1) ?? current));
  return periods;
}

const sayRepeat = ({ name }: ScheduleRow): string =>
  `「${name}」已向同样的单位收取部分相同事项的材料,请核对是否重复索取。`;
