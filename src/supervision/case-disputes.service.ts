import { Injectable } from '@nestjs/common';
import { nextCaseState } from '../domain/case-rules';
import { dayOf } from '../domain/day';
import { isRefusal, refuse } from '../domain/refusal';
import { HoldsService } from '../duties/serving/holds.service';
import { Notices } from '../notices/notices';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import { CaseActs } from './case-acts.service';
import { type CaseRow, demandCase, dutiesOfCases, overdueOf, sayCase } from './case-facts';

export interface Answer {
  upheld: boolean;
  answer: string;
  at: Date;
}

/** A unit can object to a case; somebody else than who deals with it decides (domain §9). */
@Injectable()
export class CaseDisputes {
  constructor(
    private readonly db: Database,
    private readonly holds: HoldsService,
    private readonly acts: CaseActs,
    private readonly notices: Notices,
  ) {}

  async raise(actor: Actor, id: number, version: number, reason: string, at: Date): Promise<number> {
    return this.db.write(async () => {
      const row = await demandCase(this.db, actor, id, version);
      if (row.state === 'closed')
        throw new Refused(refuse('wrong-state', { state: '已销号', action: '提出异议' }));
      const raised = await this.db.rows(sql`
        INSERT INTO dispute (subject, subject_id, unit_id, reason, state, at, by_account, answer, answered_at, answered_by)
        VALUES ('case', ${id}, ${row.unitId}, ${reason}, 'pending', ${at}, ${actor.accountId}, '', NULL, 0)
        ON CONFLICT DO NOTHING RETURNING id`);
      if (raised.length === 0) throw new Refused(refuse('case-dispute-pending'));
      const changed = await this.acts.change(actor, row, {}, { kind: 'disputed', note: reason, at });
      await this.tellOffice(row, reason);
      return changed;
    });
  }

  /** Upheld, the case is closed and its duties do not climb any more. */
  async answer(actor: Actor, id: number, version: number, { upheld, answer, at }: Answer): Promise<number> {
    return this.db.write(async () => {
      const row = await demandCase(this.db, actor, id, version);
      const answered = await this.db.changed(sql`
        UPDATE dispute SET state = ${upheld ? 'upheld' : 'refused'}, answer = ${answer}, answered_at = ${at},
               answered_by = ${actor.accountId}
         WHERE subject = 'case' AND subject_id = ${id} AND state = 'pending'`);
      if (answered === 0) throw new Refused(refuse('case-dispute-none'));
      const own = (await this.demandOther(actor, id)) ? '(质强办没有其他人员,由经办人答复)' : '';
      const duties = await dutiesOfCases(this.db, [id]);
      const terms = { note: `异议成立${own}:${answer}`, by: actor.accountId };
      if (upheld) await this.holds.hold(overdueOf(duties, dayOf(at)), 'good-reason', dayOf(at), terms);
      await this.acts.tellUnit(row, sayCase(duties), `异议${upheld ? '成立' : '不成立'}${own}:${answer}`);
      const kind = upheld ? 'dispute-upheld' : 'dispute-refused';
      const act = { kind, note: answer + own, at } as const;
      return this.acts.change(actor, row, upheld ? this.closed(row) : {}, act);
    });
  }

  private closed(row: CaseRow) {
    const state = row.state === 'closed' ? row.state : nextCaseState(row, 'close', 'office');
    if (isRefusal(state)) throw new Refused(state);
    return { state, closedHow: 'disputed', paused: 0 } as const;
  }

  /**
   * Who took the case up, paused it or called the unit does not judge the objection to it, unless nobody else in the
   * office could: answers true then, and the answer says so (as 本单位自审 does).
   */
  private async demandOther(actor: Actor, id: number): Promise<boolean> {
    const dealtWith = (account: Sql) =>
      sql`EXISTS (SELECT 1 FROM case_event e WHERE e.case_id = ${id} AND e.by_account = ${account})`;
    const found = await this.db.row<{ own: number; others: number }>(sql`
      SELECT CASE WHEN ${dealtWith(sql`${actor.accountId}`)} THEN 1 ELSE 0 END AS own, COUNT(*) AS others FROM account a
       WHERE a.state = 'active' AND a.id <> ${actor.accountId} AND NOT ${dealtWith(sql`a.id`)}
         AND EXISTS (SELECT 1 FROM post p WHERE p.account_id = a.id AND p.state = 'active'
                        AND p.role IN ('office', 'office-head'))`);
    if (found?.own !== 1) return false;
    if (found.others > 0) throw new Refused(refuse('case-own-decision'));
    return true;
  }

  private async tellOffice(row: CaseRow, reason: string): Promise<void> {
    const unit = await this.db.row<{ name: string }>(sql`SELECT name FROM unit WHERE id = ${row.unitId}`);
    const what = `跟办件(${sayCase(await dutiesOfCases(this.db, [row.id]))})`;
    await this.notices.tell([
      {
        ...{
          unitId: 0,
          audience: 'office',
          kind: 'case-dispute',
          step: row.id,
          aboutOn: String(row.version),
        },
        textKey: 'disputed',
        facts: { unitName: unit?.name ?? '', what, reason },
      },
    ]);
  }
}
