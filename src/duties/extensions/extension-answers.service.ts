import { Injectable } from '@nestjs/common';
import { type Day, dayOf } from '../../domain/day';
import type { DutyChanges } from '../../domain/duty';
import { declineExtension, type ExtensionHistory, grantExtension } from '../../domain/extension-rules';
import { type Decision, isRefusal, refuse } from '../../domain/refusal';
import { RulesInForce, type SupervisionRules } from '../../plan/rules-in-force.service';
import { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import { changeDuties, type DutyRow, loadDuties } from '../duty-facts';
import { extensionHistories, type ExtensionRow, loadExtensions } from './extension-facts';
import { type ExtensionAnswer, ExtensionRecord } from './extension-record.service';
import { HoldsService } from '../serving/holds.service';
import { ownDuties } from '../reports/report-scope';
import { demandAll } from '../reports/row-verdict';
import { loadSchedules, type ScheduleRow } from '../schedules/schedule-facts';

/** One of a request, or the whole. */
export type WhichExtension = { id: number } | { key: string };

type Decide = (
  duty: DutyRow,
  extension: ExtensionRow,
  history: ExtensionHistory,
  rules: SupervisionRules,
) => Decision<DutyChanges>;

/** 延期答复: granted, refused, or taken back; always by a person. The hold ends with it. */
@Injectable()
export class ExtensionAnswers {
  constructor(
    private readonly db: Database,
    private readonly rules: RulesInForce,
    private readonly holds: HoldsService,
    private readonly records: ExtensionRecord,
  ) {}

  /** The day asked for, or another one. */
  grant(
    actor: Actor,
    which: WhichExtension,
    said: { answer: string; newDueOn?: Day },
    at: Date,
  ): Promise<void> {
    const answer = { state: 'granted', text: said.answer, at } as const;
    return this.answer(actor, which, answer, sql`1 = 1`, (duty, asked, history, { calendar, terms }) =>
      grantExtension(duty, said.newDueOn ?? asked.newDueOn, dayOf(at), history, calendar, terms),
    );
  }

  /** Before the due day it stands; after it the unit gets until the end of the next workday. */
  refuse(actor: Actor, which: WhichExtension, reason: string, at: Date): Promise<void> {
    const answer = { state: 'refused', text: reason, at } as const;
    return this.answer(actor, which, answer, sql`1 = 1`, (duty, _asked, _history, { calendar }) =>
      declineExtension(duty, dayOf(at), calendar),
    );
  }

  /** The unit takes its request back: everything is as it was, the held days do not count. */
  async withdraw(actor: Actor, which: WhichExtension, at: Date): Promise<void> {
    await this.db.write(async () => {
      const { pending, duties } = await this.pending(which, ownDuties(actor), '撤回');
      await this.settle(actor, pending, duties, { state: 'withdrawn', text: '', at });
    });
  }

  private async answer(
    actor: Actor,
    which: WhichExtension,
    answer: ExtensionAnswer,
    scope: Sql,
    decide: Decide,
  ): Promise<void> {
    const rules = await this.rules.current();
    // read before the write: inside one they would be locked against the opening of periods
    const schedules = await this.schedulesOf(which);
    await this.db.write(async () => {
      const { pending, duties } = await this.pending(which, scope, '答复');
      const histories = await extensionHistories(this.db, duties, schedules, rules.calendar);
      const decided = pending.map((extension) => {
        const duty = duties.find(({ id }) => id === extension.dutyId);
        const history = histories.get(extension.dutyId);
        const decision = duty && history ? decide(duty, extension, history, rules) : refuse('not-found');
        return { dutyId: extension.dutyId, decision };
      });
      demandAll(
        decided.map(({ dutyId, decision }) => ({
          dutyId,
          refusal: isRefusal(decision) ? decision : undefined,
        })),
      );
      await changeDuties(
        this.db,
        decided.flatMap(({ dutyId: id, decision }) =>
          isRefusal(decision) ? [] : [{ id, changes: decision.changes }],
        ),
        'person',
      );
      await this.settle(actor, pending, duties, answer);
    });
  }

  /** The requests that still wait, their duties locked; 404 for none of the actor's, 409 when all are answered. */
  private async pending(
    which: WhichExtension,
    scope: Sql,
    action: string,
  ): Promise<{ pending: ExtensionRow[]; duties: DutyRow[] }> {
    const seen = await loadExtensions(this.db, sql`${named(which)} AND ${scope}`);
    if (seen.length === 0) throw new Refused(refuse('not-found'));
    const duties = await loadDuties(this.db, sql`d.id IN ${sql.list(seen.map(({ dutyId }) => dutyId))}`);
    // once more: somebody may have answered while this one waited for the lock
    const pending = await loadExtensions(this.db, sql`${named(which)} AND e.state = 'pending'`);
    if (pending.length === 0) throw new Refused(refuse('wrong-state', { state: '已答复或已终结', action }));
    return { pending, duties };
  }

  private async settle(
    actor: Actor,
    pending: readonly ExtensionRow[],
    duties: readonly DutyRow[],
    answer: ExtensionAnswer,
  ): Promise<void> {
    const { state, text, at } = answer;
    const granted =
      state === 'granted' ? sql`(SELECT d.due_on FROM duty d WHERE d.id = duty_id)` : sql`new_due_on`;
    await this.db.changed(sql`
      UPDATE extension SET state = ${state}, decided_at = ${at}, decided_by = ${actor.accountId}, answer = ${text},
             new_due_on = ${granted}
       WHERE state = 'pending' AND id IN ${sql.list(pending.map(({ id }) => id))}`);
    const dutyIds = pending.map(({ dutyId }) => dutyId);
    await this.holds.lift(dutyIds, 'extension', dayOf(at));
    const answered = duties.filter(({ id }) => dutyIds.includes(id));
    await this.records.answered(actor, answered, answer);
  }

  private schedulesOf(which: WhichExtension): Promise<ScheduleRow[]> {
    return loadSchedules(
      this.db,
      sql`s.id IN (SELECT d.schedule_id FROM extension e JOIN duty d ON d.id = e.duty_id WHERE ${named(which)})`,
    );
  }
}

const named = (which: WhichExtension): Sql =>
  'id' in which ? sql`e.id = ${which.id}` : sql`e.request_key = ${which.key}`;
