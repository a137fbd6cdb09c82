import { Injectable } from '@nestjs/common';
import { Calendar } from '../../calendar/calendar';
import { type Frequency, frequencyOf, isPeriod, lastDay, sayPeriod } from '../../domain/period';
import { DATA_AS_OF_DAY, type DueRule } from '../../domain/recurrence';
import { refuse } from '../../domain/refusal';
import { Clock } from '../../platform/clock/clock';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import { Refused } from '../../platform/http/refused';
import { beginRegular, type Beginning, type NewSchedule, nextOneOff } from './new-schedule';
import type { ScheduleRow } from './schedule-facts';
import { type Asking, SchedulePreviewService } from './schedule-preview.service';
import { type CreateScheduleDto, ruleOf } from './schedules.dto';

/** Turns what the office typed into a schedule that can stand, or says why it cannot (domain §3, §4). */
@Injectable()
export class ScheduleDesign {
  constructor(
    private readonly db: Database,
    private readonly calendar: Calendar,
    readonly clock: Clock,
    private readonly previews: SchedulePreviewService,
  ) {}

  /** 404 for an unknown plan, 409 for a closed one, 422 for a rule that never or always fires. */
  async draw(dto: CreateScheduleDto): Promise<NewSchedule> {
    const {
      planId,
      name,
      role,
      frequency,
      basis = '',
      needsSignOff = false,
      dataAsOfDay = DATA_AS_OF_DAY,
    } = dto;
    await this.demandLivePlan(planId);
    const rule = ruleOf(dto.due);
    this.demandRule(rule, frequency);
    return {
      ...{ planId, name, role, frequency, needsSignOff, dataAsOfDay, basis, state: 'trial' as const },
      ...(await this.beginning(dto, rule)),
      code: dto.code ?? (await this.nextCode(planId, `${role}-${frequency}`)),
      // a lead's silence is never an answer (domain §4.7)
      silentNilKinds: role === 'support' ? (dto.silentNilKinds ?? []) : [],
      itemIds: await this.items(planId, dto.items),
    };
  }

  demandRule(rule: DueRule, frequency: Frequency): void {
    const wrong = (why: string) => new Refused(refuse('schedule-rule', { why }));
    if ((rule.anchor === 'fixed') !== (frequency === 'once'))
      throw wrong('固定日期只用于一次性报送,一次性报送须为固定日期');
    if (rule.anchor === 'fixed' && rule.fixedOn === undefined) throw wrong('请填写固定日期');
    if (rule.anchor === 'day-of-last-month' && (rule.offset < 1 || rule.offset > 31))
      throw wrong('日期应为1至31日');
    if (rule.anchor === 'workdays-after-end' && rule.offset < 1) throw wrong('工作日数至少为1');
  }

  async demandRoomForLead(schedule: Asking): Promise<void> {
    const refusal = await this.previews.tooSoon(schedule);
    if (refusal) throw new Refused(refusal);
  }

  /** Where a schedule that was switched off goes on: periods missed meanwhile stay missed. */
  async beginAgain(schedule: ScheduleRow): Promise<Beginning> {
    const today = this.clock.today();
    const { frequency, rule, name } = schedule;
    if (frequency !== 'once') return beginRegular(frequency, rule, today, await this.calendar.current());
    if (rule.fixedOn === undefined || rule.fixedOn >= today) return schedule;
    const yearly = { month: Number(rule.fixedOn.slice(5, 7)), day: Number(rule.fixedOn.slice(8)) };
    return nextOneOff(name, yearly, rule, today);
  }

  private async beginning(dto: CreateScheduleDto, rule: DueRule): Promise<Beginning> {
    const today = this.clock.today();
    const { frequency, fromPeriod } = dto;
    if (frequency === 'once') return this.oneOff(dto, rule, today);
    const begun = beginRegular(frequency, rule, today, await this.calendar.current());
    if (fromPeriod === undefined) return begun;
    if (frequencyOf(fromPeriod) !== frequency)
      throw new Refused(refuse('period-wrong', { period: fromPeriod }));
    if (lastDay(fromPeriod) < today)
      throw new Refused(refuse('period-over', { period: sayPeriod(fromPeriod) }));
    return { ...begun, fromPeriod };
  }

  private oneOff({ name, fromPeriod, opensOn }: CreateScheduleDto, rule: DueRule, today: string): Beginning {
    const named = fromPeriod ?? `${(rule.fixedOn ?? today).slice(0, 4)}年${name}`.slice(0, 40);
    if (isPeriod(named)) throw new Refused(refuse('period-wrong', { period: named }));
    const opens = opensOn !== undefined && opensOn > today ? opensOn : today;
    if (rule.fixedOn === undefined || rule.fixedOn < opens) {
      throw new Refused(refuse('schedule-rule', { why: '截止日期早于开始日期' }));
    }
    return { rule, opensOn: opens, fromPeriod: named };
  }

  private async demandLivePlan(planId: number): Promise<void> {
    const plan = await this.db.row<{ state: string }>(sql`SELECT state FROM plan WHERE id = ${planId}`);
    if (!plan) throw new Refused(refuse('not-found'));
    if (plan.state !== 'live') throw new Refused(refuse('plan-closed'));
  }

  private async items(planId: number, wanted: readonly number[] | undefined): Promise<number[]> {
    const rows = await this.db.rows<{ id: number }>(
      sql`SELECT id FROM item WHERE plan_id = ${planId} ORDER BY sort`,
    );
    const all = rows.map(({ id }) => id);
    if (wanted === undefined) return all;
    const chosen = all.filter((id) => wanted.includes(id));
    if (chosen.length !== wanted.length) throw new Refused(refuse('schedule-items'));
    return chosen;
  }

  private async nextCode(planId: number, stem: string): Promise<string> {
    const row = await this.db.row<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM schedule WHERE plan_id = ${planId}`,
    );
    return `${stem}-${(row?.n ?? 0) + 1}`;
  }
}
