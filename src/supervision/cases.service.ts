import { Injectable } from '@nestjs/common';
import { type CaseAction, nextCaseState } from '../domain/case-rules';
import { dayOf } from '../domain/day';
import type { HoldReason } from '../domain/holds';
import { isRefusal, refuse } from '../domain/refusal';
import { HoldsService } from '../duties/serving/holds.service';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import { CaseActs, type CaseChanges } from './case-acts.service';
import type { CaseEventKind } from './case-history';
import { type CaseDutyRow, type CaseRow, demandCase, dutiesOfCases, overdueOf, sayCase } from './case-facts';

interface Doing {
  actor: Actor;
  row: CaseRow;
  duties: CaseDutyRow[];
  note: string;
  at: Date;
}

/** What the office does with a case. Each answers the case's new version. */
@Injectable()
export class CasesService {
  constructor(
    private readonly db: Database,
    private readonly holds: HoldsService,
    private readonly acts: CaseActs,
  ) {}

  /** 受理 */
  handle(actor: Actor, id: number, version: number, note: string, at: Date): Promise<number> {
    return this.doing(actor, id, version, note, at, (doing) => this.move(doing, 'take-up', 'handling'));
  }

  /** 暂停: the ladder stands still with it. */
  pause(actor: Actor, id: number, version: number, note: string, at: Date): Promise<number> {
    return this.doing(actor, id, version, note, at, async (doing) => {
      await this.hold(doing, 'paused');
      return this.move(doing, 'pause', 'paused', { paused: 1 });
    });
  }

  resume(actor: Actor, id: number, version: number, note: string, at: Date): Promise<number> {
    return this.doing(actor, id, version, note, at, async (doing) => {
      await this.lift(doing, 'paused');
      return this.move(doing, 'resume', 'resumed', { paused: 0 });
    });
  }

  /** 正当理由: held until somebody lifts it. */
  recordGoodReason(actor: Actor, id: number, version: number, note: string, at: Date): Promise<number> {
    return this.doing(actor, id, version, note, at, async (doing) => {
      const { row, duties } = doing;
      if (row.state === 'closed')
        throw new Refused(refuse('wrong-state', { state: '已销号', action: '认定正当理由' }));
      if ((await this.hold(doing, 'good-reason')).length === 0)
        throw new Refused(refuse('good-reason-stands'));
      await this.acts.tellUnit(row, sayCase(duties), `已认定正当理由,期间不计逾期。${note}`);
      return this.acts.change(actor, row, {}, { kind: 'good-reason', note, at });
    });
  }

  endGoodReason(actor: Actor, id: number, version: number, note: string, at: Date): Promise<number> {
    return this.doing(actor, id, version, note, at, async (doing) => {
      const { row, duties } = doing;
      if ((await this.lift(doing, 'good-reason')).length === 0) throw new Refused(refuse('no-good-reason'));
      await this.acts.tellUnit(row, sayCase(duties), `正当理由认定已解除,恢复计时。${note}`);
      return this.acts.change(actor, row, {}, { kind: 'good-reason-ended', note, at });
    });
  }

  /**
   * 销号 by a person. While something is owed only when the office says so, and then the ladder stands still: who closed
   * the matter does not want it escalated.
   */
  close(
    actor: Actor,
    id: number,
    version: number,
    note: string,
    stillOwed: boolean,
    at: Date,
  ): Promise<number> {
    return this.doing(actor, id, version, note, at, async (doing) => {
      const { row, duties } = doing;
      const owed = overdueOf(duties, dayOf(at));
      if (owed.length > 0 && !stillOwed) throw new Refused(refuse('case-still-owed', { owed: owed.length }));
      await this.hold(doing, 'good-reason');
      for (const reason of ['promise', 'paused'] as const) await this.lift(doing, reason);
      const closed = await this.move(doing, 'close', 'closed', { closedHow: 'person', paused: 0 });
      await this.acts.tellUnit(row, sayCase(duties), `已销号。${note}`);
      return closed;
    });
  }

  private async doing(
    actor: Actor,
    id: number,
    version: number,
    note: string,
    at: Date,
    act: (doing: Doing) => Promise<number>,
  ): Promise<number> {
    return this.db.write(async () => {
      const row = await demandCase(this.db, actor, id, version);
      const duties = await dutiesOfCases(this.db, [id]);
      return act({ actor, row, duties, note, at });
    });
  }

  private async move(
    { actor, row, note, at }: Doing,
    action: CaseAction,
    kind: CaseEventKind,
    more: CaseChanges = {},
  ) {
    const state = nextCaseState(row, action, 'office');
    if (isRefusal(state)) throw new Refused(state);
    return this.acts.change(actor, row, { ...more, state }, { kind, note, at });
  }

  private hold({ actor, duties, note, at }: Doing, reason: HoldReason): Promise<number[]> {
    return this.holds.hold(overdueOf(duties, dayOf(at)), reason, dayOf(at), { note, by: actor.accountId });
  }

  private lift({ row, at }: Doing, reason: HoldReason): Promise<number[]> {
    return this.holds.lift(
      sql`d.id IN (SELECT cd.duty_id FROM case_duty cd WHERE cd.case_id = ${row.id})`,
      reason,
      dayOf(at),
    );
  }
}
