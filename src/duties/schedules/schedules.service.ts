import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/audit';
import { frequencyOf, isPeriod, lastDay, sayPeriod } from '../../domain/period';
import { refuse } from '../../domain/refusal';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import { itemIdsOf } from './duty-load';
import { MassWaiver } from '../waivers/mass-waiver.service';
import { insertSchedule } from './new-schedule';
import { ScheduleDesign } from './schedule-design.service';
import { changeSchedule, demandState, loadSchedule } from './schedule-facts';
import {
  type ChangeDueRuleDto,
  type CreateScheduleDto,
  type EndScheduleDto,
  ruleOf,
  type SwitchOffDto,
} from './schedules.dto';

/** The office's steps on a schedule. Frequency, role and items never change: end one, begin the next (domain §4.6). */
@Injectable()
export class SchedulesService {
  constructor(
    private readonly db: Database,
    private readonly design: ScheduleDesign,
    private readonly audit: Audit,
    private readonly waiver: MassWaiver,
  ) {}

  async create(by: Actor, dto: CreateScheduleDto): Promise<number> {
    return this.db.write(async () => {
      const schedule = await this.design.draw(dto);
      await this.design.demandRoomForLead(schedule);
      const taken = await this.db.row(sql`
        SELECT id FROM schedule WHERE plan_id = ${schedule.planId} AND code = ${schedule.code}`);
      if (taken) throw new Refused(refuse('schedule-code-taken', { code: schedule.code }));
      const id = await insertSchedule(this.db, schedule);
      this.note(by, 'schedule.created', id, 1, { ...schedule });
      return id;
    });
  }

  /** For periods that have not opened yet. */
  async changeDueRule(by: Actor, id: number, version: number, dto: ChangeDueRuleDto): Promise<number> {
    return this.db.write(async () => {
      const schedule = await loadSchedule(this.db, id);
      demandState(schedule, ['trial', 'released', 'off'], '调整时限');
      const rule = ruleOf(dto.due);
      const itemIds = await itemIdsOf(this.db, id);
      this.design.demandRule(rule, schedule.frequency);
      await this.design.demandRoomForLead({ ...schedule, rule, itemIds });
      const next = await changeSchedule(this.db, id, version, [
        sql`due_anchor = ${rule.anchor}, due_offset = ${rule.offset}, due_fixed_on = ${rule.fixedOn ?? null}`,
        sql`rest_rule = ${rule.restRule}, basis = ${dto.basis ?? schedule.basis}`,
      ]);
      this.note(by, 'schedule.due-rule-changed', id, next, {
        before: schedule.rule,
        after: rule,
        basis: dto.basis,
      });
      return next;
    });
  }

  async switchOff(by: Actor, id: number, version: number, dto: SwitchOffDto): Promise<number> {
    const at = this.design.clock.now();
    return this.db.write(async () => {
      demandState(await loadSchedule(this.db, id), ['trial', 'released'], '停用');
      const next = await changeSchedule(this.db, id, version, [sql`state = 'off'`]);
      const terms = { by, reason: `报送制度停用:${dto.reason}`, at };
      const waived =
        dto.openDuties === 'waive' ? await this.waiver.waive(sql`d.schedule_id = ${id}`, terms) : 0;
      this.note(by, 'schedule.switched-off', id, next, {
        reason: dto.reason,
        openDuties: dto.openDuties,
        waived,
      });
      return next;
    });
  }

  /** Back to trial or release as it was; periods missed meanwhile stay missed. */
  async switchOn(by: Actor, id: number, version: number): Promise<number> {
    return this.db.write(async () => {
      const schedule = await loadSchedule(this.db, id);
      demandState(schedule, ['off'], '启用');
      const state = schedule.releasedOn === null ? 'trial' : 'released';
      const { rule, opensOn, fromPeriod } = await this.design.beginAgain(schedule);
      // the other role's rule may have changed meanwhile
      await this.design.demandRoomForLead({
        ...schedule,
        rule,
        fromPeriod,
        itemIds: await itemIdsOf(this.db, id),
      });
      const next = await changeSchedule(this.db, id, version, [
        sql`state = ${state}, opens_on = ${opensOn}, from_period = ${fromPeriod}, due_fixed_on = ${rule.fixedOn ?? null}`,
      ]);
      this.note(by, 'schedule.switched-on', id, next, { state, opensOn, fromPeriod });
      return next;
    });
  }

  /** After this period no more is opened. */
  async end(by: Actor, id: number, version: number, { lastPeriod }: EndScheduleDto): Promise<number> {
    return this.db.write(async () => {
      const schedule = await loadSchedule(this.db, id);
      demandState(schedule, ['trial', 'released', 'off'], '结束');
      const own = isPeriod(lastPeriod) && frequencyOf(lastPeriod) === schedule.frequency;
      if (!own) throw new Refused(refuse('period-wrong', { period: lastPeriod }));
      if (lastDay(lastPeriod) < this.design.clock.today()) {
        throw new Refused(refuse('period-over', { period: sayPeriod(lastPeriod) }));
      }
      const next = await changeSchedule(this.db, id, version, [sql`last_period = ${lastPeriod}`]);
      this.note(by, 'schedule.ending', id, next, { lastPeriod });
      return next;
    });
  }

  private note(by: Actor, action: string, id: number, version: number, facts: Record<string, unknown>): void {
    this.audit.note(by, { action, subject: 'schedule', subjectId: id, version, facts });
  }
}
