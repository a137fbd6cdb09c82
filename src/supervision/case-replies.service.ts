import { Injectable } from '@nestjs/common';
import { replyToCase } from '../domain/case-rules';
import { type Day, dayOf } from '../domain/day';
import { isRefusal, refuse } from '../domain/refusal';
import { HoldsService } from '../duties/serving/holds.service';
import { Database } from '../platform/database/database';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import { CaseActs } from './case-acts.service';
import { type CaseRow, demandCase, dutiesOfCases, overdueOf, sayCase } from './case-facts';
import type { CaseEventKind } from './case-history';
import { RulesInForce } from '../plan/rules-in-force.service';

export interface CaseReply {
  note: string;
  promisedOn: Day | null;
  at: Date;
}

export const PHONE_RESULTS = { reached: '已接通', 'no-answer': '无人接听', promised: '已承诺' } as const;
export type PhoneResult = keyof typeof PHONE_RESULTS;

/** What a unit answers, by itself or on the telephone. A promised day holds the ladder through it (domain §6). */
@Injectable()
export class CaseReplies {
  constructor(
    private readonly db: Database,
    private readonly holds: HoldsService,
    private readonly rules: RulesInForce,
    private readonly acts: CaseActs,
  ) {}

  /** Answers the case's new version. */
  async reply(actor: Actor, id: number, version: number, reply: CaseReply): Promise<number> {
    return this.db.write(async () => {
      const row = await demandCase(this.db, actor, id, version);
      return this.takeDown(actor, row, reply, 'replied');
    });
  }

  /** A call that reached nobody, or brought no word, is written down and changes nothing else. */
  async phone(
    actor: Actor,
    id: number,
    version: number,
    result: PhoneResult,
    reply: CaseReply,
  ): Promise<number> {
    if (result === 'promised' && reply.promisedOn === null)
      throw new Refused(refuse('phone-promise-missing'));
    return this.db.write(async () => {
      const row = await demandCase(this.db, actor, id, version);
      const note = `电话${PHONE_RESULTS[result]}。${reply.note}`;
      if (result === 'promised') return this.takeDown(actor, row, { ...reply, note }, 'phone');
      if (row.state === 'closed')
        throw new Refused(refuse('wrong-state', { state: '已销号', action: '电话联系' }));
      return this.acts.change(actor, row, {}, { kind: 'phone', note, at: reply.at });
    });
  }

  private async takeDown(actor: Actor, row: CaseRow, reply: CaseReply, kind: CaseEventKind): Promise<number> {
    const { note, promisedOn, at } = reply;
    const { calendar, terms } = await this.rules.current();
    const by = actor.role === 'unit' ? 'unit' : 'office';
    const decision = replyToCase(row, { on: dayOf(at), by, promisedOn }, calendar, terms);
    if (isRefusal(decision)) throw new Refused(decision);
    const duties = await dutiesOfCases(this.db, [row.id]);
    if (promisedOn !== null) await this.holdThrough(actor, overdueOf(duties, dayOf(at)), promisedOn, at);
    if (by === 'unit') await this.acts.tellOffice(row, sayCase(duties), note);
    return this.acts.change(actor, row, decision.changes, { kind, note, promisedOn, at });
  }

  /** A second promise takes the first one's place. */
  private async holdThrough(actor: Actor, dutyIds: number[], until: Day, at: Date): Promise<void> {
    await this.holds.lift(dutyIds, 'promise', dayOf(at));
    await this.holds.hold(dutyIds, 'promise', dayOf(at), { until, by: actor.accountId });
  }
}
