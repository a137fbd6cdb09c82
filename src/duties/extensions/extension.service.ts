import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Day, dayOf } from '../../domain/day';
import { askExtension, type ExtensionHistory, extensionEscalatesOn } from '../../domain/extension-rules';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal';
import type { Terms } from '../../domain/terms';
import { RulesInForce } from '../../plan/rules-in-force.service';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { type DutyRow, loadDuties } from '../duty-facts';
import { extensionHistories, type ExtensionRequest } from './extension-facts';
import { ExtensionRecord } from './extension-record.service';
import { HoldsService } from '../serving/holds.service';
import { ownDuties } from '../reports/report-scope';
import { demandAll } from '../reports/row-verdict';
import { loadSchedules, type ScheduleRow } from '../schedules/schedule-facts';

/** 申请延期: until 24:00 of the due day, one request for many duties; their ladder is held while it is pending. */
@Injectable()
export class ExtensionService {
  constructor(
    private readonly db: Database,
    private readonly rules: RulesInForce,
    private readonly holds: HoldsService,
    private readonly records: ExtensionRecord,
  ) {}

  /** All or nothing; answers the key of the request. */
  async ask(actor: Actor, request: ExtensionRequest, at: Date): Promise<string> {
    const { calendar, terms } = await this.rules.current();
    // read before the write: inside one they would be locked against the opening of periods
    const schedules = await this.schedulesOf(request.dutyIds);
    return this.db.write(async () => {
      const duties = await loadDuties(
        this.db,
        sql`d.id IN ${sql.list(request.dutyIds)} AND ${ownDuties(actor)}`,
      );
      const histories = await extensionHistories(this.db, duties, schedules, calendar);
      demandAll(judge({ ...request, at }, duties, histories, terms));
      const key = randomUUID();
      const day = dayOf(at);
      await this.insert(actor, request, key, extensionEscalatesOn(day, calendar, terms), at);
      await this.holds.hold(request.dutyIds, 'extension', day, { note: request.reason, by: actor.accountId });
      await this.records.asked(actor, duties, { ...request, key }, at);
      return key;
    });
  }

  private schedulesOf(dutyIds: readonly number[]): Promise<ScheduleRow[]> {
    return loadSchedules(
      this.db,
      sql`s.id IN (SELECT d.schedule_id FROM duty d WHERE d.id IN ${sql.list(dutyIds)})`,
    );
  }

  private async insert(
    actor: Actor,
    request: ExtensionRequest,
    key: string,
    escalatesOn: Day,
    at: Date,
  ): Promise<void> {
    await this.db.changed(sql`
      INSERT INTO extension (duty_id, n, kind, request_key, asked_at, asked_by, old_due_on, new_due_on, reason,
                             state, escalates_on, decided_by, answer)
      SELECT d.id, COALESCE((SELECT MAX(e.n) FROM extension e WHERE e.duty_id = d.id), 0) + 1, 'request',
             ${sql.text(key)}, ${sql.text(at)}, ${sql.int(actor.accountId)}, d.due_on, ${sql.text(request.newDueOn)},
             ${sql.text(request.reason)}, 'pending', ${sql.text(escalatesOn)}, 0, ''
        FROM duty d WHERE d.id IN ${sql.list(request.dutyIds)}`);
  }
}

function judge(
  request: ExtensionRequest & { at: Date },
  duties: readonly DutyRow[],
  histories: ReadonlyMap<number, ExtensionHistory>,
  terms: Terms,
): { dutyId: number; refusal?: Refusal }[] {
  return request.dutyIds.map((dutyId) => {
    const duty = duties.find(({ id }) => id === dutyId);
    const history = histories.get(dutyId);
    const decision = duty && history ? askExtension(duty, request, history, terms) : refuse('not-found');
    return { dutyId, refusal: isRefusal(decision) ? decision : undefined };
  });
}
