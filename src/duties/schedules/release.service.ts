import { Injectable } from '@nestjs/common';
import type { Day } from '../../domain/day';
import { isAfterLast } from '../../domain/opening';
import { frequencyOf, isPeriod, lastDay, type Period, periodOf, sayPeriod } from '../../domain/period';
import { refuse } from '../../domain/refusal';
import { ladderBaseOf } from '../../domain/served';
import { RulesInForce } from '../../plan/rules-in-force.service';
import { Clock } from '../../platform/clock/clock';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import { ReleaseRecord } from './release-record.service';
import { changeSchedule, demandState, loadSchedule, loadSchedules, type ScheduleRow } from './schedule-facts';
import type { ReleaseDto, VersionedScheduleDto } from './schedules.dto';

/** 下发: from here on messages leave, ladders climb and rates count (domain §4.3). A person does it, never a timer. */
@Injectable()
export class ReleaseService {
  constructor(
    private readonly db: Database,
    private readonly rules: RulesInForce,
    private readonly clock: Clock,
    private readonly record: ReleaseRecord,
  ) {}

  /** Several schedules by one notice: all or none, and one message to every unit. */
  async release(by: Actor, schedules: readonly VersionedScheduleDto[], terms: ReleaseDto): Promise<void> {
    const today = this.clock.today();
    const told = await this.toldBase(today);
    await this.db.write(async () => {
      const released: ScheduleRow[] = [];
      for (const { id, version } of [...schedules].sort((a, b) => a.id - b.id)) {
        released.push(await this.releaseOne(by, { id, version }, terms, { today, told }));
      }
      for (const planId of new Set(released.map((schedule) => schedule.planId))) {
        await this.record.tellUnits(
          released.filter((schedule) => schedule.planId === planId),
          terms,
          today,
        );
      }
    });
  }

  /**
   * For the demonstration, the simulation and `cli seed --release`: every trial schedule, from its first period or,
   * where that is over, the present one. One that has run out has nothing left to release.
   */
  async releaseAll(by: Actor, basis: string): Promise<number> {
    const today = this.clock.today();
    return this.db.write(async () => {
      const trial = await loadSchedules(this.db, sql`s.state = 'trial' AND p.state = 'live'`);
      const lasting = trial
        .map((schedule) => ({ ...schedule, firstPeriod: firstPeriodLeft(schedule, today) }))
        .filter((schedule) => !isAfterLast(schedule, schedule.firstPeriod));
      for (const firstPeriod of new Set(lasting.map((schedule) => schedule.firstPeriod))) {
        const same = lasting.filter((schedule) => schedule.firstPeriod === firstPeriod);
        await this.release(by, same, { basis, basisOn: today, firstPeriod });
      }
      return lasting.length;
    });
  }

  private async releaseOne(
    by: Actor,
    { id, version }: VersionedScheduleDto,
    terms: ReleaseDto,
    { today, told }: { today: Day; told: Day },
  ): Promise<ScheduleRow> {
    const schedule = await loadSchedule(this.db, id);
    demandState(schedule, ['trial'], '下发');
    if (schedule.planState !== 'live') throw new Refused(refuse('plan-closed'));
    const { basis, basisOn = null, firstPeriod } = terms;
    demandFirstPeriod(schedule, firstPeriod, today);
    const next = await changeSchedule(this.db, id, version, [
      sql`state = 'released', released_on = ${today}, first_counting = ${firstPeriod}`,
      sql`basis = ${basis}, basis_on = ${basisOn}`,
    ]);
    const counting = await this.letCount(id, firstPeriod, told);
    this.record.note(by, { id, version: next }, { basis, basisOn, firstPeriod, duties: counting });
    return schedule;
  }

  /** Nobody can have been told before today, so no ladder counts from sooner than this day. */
  private async toldBase(today: Day): Promise<Day> {
    const { calendar, terms } = await this.rules.current();
    return ladderBaseOf(today, today, calendar, terms.servedGraceWorkdays);
  }

  /** Duties that the trial has opened already. No version counts up: nobody's text is touched. */
  private async letCount(scheduleId: number, firstPeriod: string, told: Day): Promise<number> {
    const base = sql`CASE WHEN state = 'open' AND ladder_base < ${told} THEN ${sql.text(told)} ELSE ladder_base END`;
    return this.db.changed(sql`
      UPDATE duty SET counts = 1, ladder_base = ${base},
             ladder_from = CASE WHEN owed_on IS NOT NULL AND hold_reason IS NULL THEN ${base} END
       WHERE schedule_id = ${scheduleId} AND period >= ${firstPeriod} AND counts = 0`);
  }
}

/** The later of the schedule's first period and the one that contains today. */
function firstPeriodLeft({ frequency, fromPeriod }: ScheduleRow, today: Day): Period {
  if (frequency === 'once') return fromPeriod;
  const present = periodOf(frequency, today);
  return present > fromPeriod ? present : fromPeriod;
}

function demandFirstPeriod(schedule: ScheduleRow, period: string, today: Day): void {
  const own =
    schedule.frequency === 'once'
      ? period === schedule.fromPeriod
      : frequencyOf(period) === schedule.frequency;
  if (!own || isAfterLast(schedule, period)) throw new Refused(refuse('period-wrong', { period }));
  if (isPeriod(period) && lastDay(period) < today) {
    throw new Refused(refuse('period-over', { period: sayPeriod(period) }));
  }
}
