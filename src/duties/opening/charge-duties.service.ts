import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/audit';
import { type Day, dayOf, later, sayShortDay } from '../../domain/day';
import { countsIn, openingBase } from '../../domain/opening';
import { sayPeriod, sayReport } from '../../domain/period';
import type { DueDay } from '../../domain/recurrence';
import { refuse } from '../../domain/refusal';
import { RulesInForce } from '../../plan/rules-in-force.service';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import { DutyActs } from '../duty-acts.service';
import { type DutyRow, loadDuties } from '../duty-facts';
import { record } from '../duty-history';
import {
  holders,
  insertDuties,
  insertOpeningHolds,
  lastDutyId,
  openedDuties,
  type PeriodOpening,
} from './opening-statements';
import { demandState, loadSchedule } from '../schedules/schedule-facts';

interface OpenedPeriod {
  asOf: Day;
  nominal: Day;
  dueOn: Day;
  postponedTo: Day | null;
  why: string;
  provisional: number;
}

/** Joiners owe from the next period unless a person says otherwise (domain §4.2): here the person says so. */
@Injectable()
export class ChargeDuties {
  constructor(
    private readonly db: Database,
    private readonly rules: RulesInForce,
    private readonly audit: Audit,
    private readonly acts: DutyActs,
  ) {}

  /**
   * The one duty of the charge in a period that is open already; answers its id. 404 for an unknown charge, 422 when
   * the schedule does not ask it, 409 when the period is not open or the duty is there.
   */
  async add(
    by: Actor,
    chargeId: number,
    asked: { scheduleId: number; period: string },
    at: Date,
  ): Promise<number> {
    return this.db.write(async () => {
      const opening = await this.draw(asked, at);
      await this.demandAsked(chargeId, opening);
      const made = await insertDuties(this.db, opening, sql`c.id = ${chargeId}`);
      const [duty] = made === 0 ? [] : await loadDuties(this.db, openedDuties(opening));
      if (!duty) throw new Refused(refuse('duty-exists', { period: sayPeriod(asked.period) }));
      await insertOpeningHolds(this.db, opening);
      await this.db.changed(sql`
        UPDATE period_open SET duties = duties + 1
         WHERE schedule_id = ${asked.scheduleId} AND period = ${asked.period}`);
      await this.writeDown(by, duty, at);
      return duty.id;
    });
  }

  /** What stands for the others of the period stands for it too; its ladder counts as that of one made late. */
  private async draw(asked: { scheduleId: number; period: string }, at: Date): Promise<PeriodOpening> {
    const { scheduleId, period } = asked;
    const schedule = await loadSchedule(this.db, scheduleId);
    demandState(schedule, ['trial', 'released'], '增列任务');
    const opened = await this.opened(scheduleId, period);
    const { asOf, nominal, dueOn, postponedTo, why, provisional } = opened;
    const due: DueDay = {
      nominal,
      due: later(dueOn, postponedTo ?? dueOn),
      why,
      provisional: provisional === 1,
    };
    const openedOn = dayOf(at);
    const { calendar, terms } = await this.rules.current();
    return {
      ...{ schedule, period, asOf, due, openedOn, openedAt: at },
      ladderBase: openingBase(due.due, { asOf, openedOn }, calendar, terms),
      counts: countsIn(schedule, period),
      late: openedOn > asOf,
      after: await lastDutyId(this.db),
    };
  }

  private async opened(scheduleId: number, period: string): Promise<OpenedPeriod> {
    const opened = await this.db.row<OpenedPeriod>(sql`
      SELECT po.as_of AS "asOf", po.due_nominal AS nominal, po.due_on AS "dueOn", po.due_why AS why, po.provisional,
             (SELECT MAX(e.new_due_on) FROM extension e JOIN duty d ON d.id = e.duty_id
               WHERE e.kind = 'postponement' AND d.schedule_id = po.schedule_id AND d.period = po.period) AS "postponedTo"
        FROM period_open po
       WHERE po.schedule_id = ${scheduleId} AND po.period = ${period} AND po.recalled_at IS NULL`);
    if (!opened) throw new Refused(refuse('period-not-open', { period: sayPeriod(period) }));
    return opened;
  }

  private async demandAsked(chargeId: number, { schedule, openedOn }: PeriodOpening): Promise<void> {
    const charge = await this.db.row<{ asked: number }>(sql`
      SELECT CASE WHEN c.role = ${schedule.role} AND ${holders(openedOn)} AND EXISTS (SELECT 1 FROM schedule_item si
                       WHERE si.item_id = c.item_id AND si.schedule_id = ${schedule.id}) THEN 1 ELSE 0 END AS asked
        FROM charge c WHERE c.id = ${chargeId}`);
    if (!charge) throw new Refused(refuse('not-found'));
    if (charge.asked === 0) throw new Refused(refuse('charge-not-asked', { schedule: schedule.name }));
  }

  private async writeDown(by: Actor, duty: DutyRow, at: Date): Promise<void> {
    const { id, chargeId, scheduleId, period, dueOn, role } = duty;
    await record(this.db, id, { kind: 'added', by: by.accountId, at });
    this.audit.note(by, {
      action: 'duty.added',
      subject: 'duty',
      subjectId: id,
      version: 1,
      facts: { chargeId, scheduleId, period, dueOn },
    });
    await this.acts.tell(duty, ({ item }, to) => ({
      ...{ ...to, kind: 'duty-added', urgent: true },
      textKey: 'duty-added',
      facts: { item, report: sayReport(role, period), dueOn: sayShortDay(dueOn) },
    }));
  }
}
