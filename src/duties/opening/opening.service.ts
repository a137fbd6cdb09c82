import { Injectable } from '@nestjs/common';
import type { Day } from '../../domain/day';
import {
  countsIn,
  isAfterLast,
  type Opening,
  openingBase,
  opensAsOf,
  periodsToOpen,
} from '../../domain/opening';
import { frequencyOf, sayPeriod } from '../../domain/period';
import { dueDayOf } from '../../domain/recurrence';
import { refuse } from '../../domain/refusal';
import { RulesInForce } from '../../plan/rules-in-force.service';
import { Clock } from '../../platform/clock/clock';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import { type Actor, SYSTEM } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import { OpeningRecord } from './opening-record.service';
import {
  claimPeriod,
  insertDuties,
  insertOpeningHolds,
  lastDutyId,
  type PeriodOpening,
} from './opening-statements';
import { demandState, loadSchedule, loadSchedules } from '../schedules/schedule-facts';

/** Opens periods: once per schedule and period, whatever crashes, restarts or races happen (domain §4.2). */
@Injectable()
export class OpeningService {
  constructor(
    private readonly db: Database,
    private readonly rules: RulesInForce,
    private readonly clock: Clock,
    private readonly record: OpeningRecord,
  ) {}

  /** Every period that has begun by that day and was not opened, in order; answers how many duties were made. */
  async openDue(asOf: Day): Promise<number> {
    const schedules = await loadSchedules(
      this.db,
      sql`s.state IN ('trial', 'released') AND p.state = 'live'`,
    );
    let made = 0;
    for (const schedule of schedules) {
      const opened = await this.openedPeriods(schedule.id);
      for (const next of periodsToOpen(schedule, opened, asOf))
        made += await this.open(SYSTEM, schedule.id, next, asOf);
    }
    return made;
  }

  /** The office opens a begun period by hand, e.g. one from before the schedule's first. */
  async openByHand(by: Actor, scheduleId: number, period: string): Promise<number> {
    const today = this.clock.today();
    return this.db.write(async () => {
      const schedule = await loadSchedule(this.db, scheduleId);
      demandState(schedule, ['trial', 'released'], '开期');
      const own =
        schedule.frequency === 'once'
          ? period === schedule.fromPeriod
          : frequencyOf(period) === schedule.frequency;
      if (!own || isAfterLast(schedule, period)) throw new Refused(refuse('period-wrong', { period }));
      const asOf = opensAsOf(schedule, period);
      if (asOf > today)
        throw new Refused(refuse('period-not-begun', { period: sayPeriod(period), opensOn: asOf }));
      if ((await this.openedPeriods(scheduleId)).has(period)) {
        throw new Refused(refuse('period-opened', { period: sayPeriod(period) }));
      }
      return this.open(by, scheduleId, { period, asOf }, today);
    });
  }

  private async openedPeriods(scheduleId: number): Promise<Set<string>> {
    const rows = await this.db.rows<{ period: string }>(
      sql`SELECT period FROM period_open WHERE schedule_id = ${scheduleId}`,
    );
    return new Set(rows.map(({ period }) => period));
  }

  /** One transaction. The schedule is read again inside it: a release or a switch-off may have come between. */
  private async open(by: Actor, scheduleId: number, { period, asOf }: Opening, on: Day): Promise<number> {
    const { calendar, terms } = await this.rules.current();
    return this.db.write(async () => {
      const schedule = await loadSchedule(this.db, scheduleId);
      if (schedule.state !== 'trial' && schedule.state !== 'released') return 0;
      const due = dueDayOf(schedule.rule, period, calendar);
      const opening: PeriodOpening = {
        ...{ schedule, period, asOf, due },
        ladderBase: openingBase(due.due, { asOf, openedOn: on }, calendar, terms),
        counts: countsIn(schedule, period),
        late: on > asOf,
        openedOn: on,
        openedAt: this.clock.now(),
        after: await lastDutyId(this.db),
      };
      if (!(await claimPeriod(this.db, opening))) return 0;
      const made = await insertDuties(this.db, opening);
      await insertOpeningHolds(this.db, opening);
      await this.record.write(by, opening, made);
      return made;
    });
  }
}
