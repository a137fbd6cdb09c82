import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { dayOf } from '../domain/day';
import { CASE_HOLDS } from '../domain/holds';
import { HoldsService } from '../duties/serving/holds.service';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import { SYSTEM } from '../platform/http/actor';
import { type CaseHappening, recordCases } from './case-history';

/** 自动销号 and broken promises (domain §6): the same rules as closesItself and promiseBroken, for all cases at once. */
@Injectable()
export class CaseSettling {
  constructor(
    private readonly db: Database,
    private readonly holds: HoldsService,
    private readonly audit: Audit,
  ) {}

  /** Answers how many cases it closed or took up again. */
  async settleCases(asOf: Date): Promise<number> {
    const today = dayOf(asOf);
    const overdue = has(sql`d.owed_on < ${today}`);
    const settled = sql`c.state <> 'closed' AND c.papers_issued = 0 AND NOT ${overdue}`;
    const postponed = has(sql`d.owed_on IS NOT NULL`);
    const broken = sql`c.state = 'replied' AND c.promised_on < ${today} AND ${overdue}`;
    return (
      (await this.each(sql`${settled} AND NOT ${postponed}`, (which) => this.close(which, '', asOf))) +
      (await this.each(sql`${settled} AND ${postponed}`, (which) => this.close(which, '已顺延', asOf))) +
      (await this.each(broken, (which) => this.takeUp(which, asOf)))
    );
  }

  /** Looks from the reader first: most sweeps find nothing and need no write. */
  private async each(where: Sql, act: (which: Sql) => Promise<number[]>): Promise<number> {
    const found = await this.db.rows<{ id: number }>(sql`SELECT c.id FROM supervision_case c WHERE ${where}`);
    if (found.length === 0) return 0;
    return this.db.write(async () => {
      const ids = await act(sql`c.id IN ${sql.list(found.map(({ id }) => id))} AND ${where}`);
      return ids.length;
    });
  }

  private async close(which: Sql, note: string, at: Date): Promise<number[]> {
    const set = sql`state = 'closed', closed_at = ${at}, closed_how = 'auto', paused = 0`;
    const ids = await this.change(set, which, { kind: 'closed', note, by: 0, at });
    const duties = sql`d.id IN (SELECT cd.duty_id FROM case_duty cd WHERE cd.case_id IN ${sql.list(ids)})`;
    // a hold of this matter must not lie on the next round
    for (const reason of CASE_HOLDS) {
      await this.holds.lift(duties, reason, dayOf(at));
    }
    return ids;
  }

  private takeUp(which: Sql, at: Date): Promise<number[]> {
    return this.change(sql`state = 'handling'`, which, { kind: 'promise-broken', by: 0, at });
  }

  private async change(set: Sql, which: Sql, event: CaseHappening): Promise<number[]> {
    const before = await this.db.rows<{ id: number; state: string }>(
      sql`SELECT c.id, c.state FROM supervision_case c WHERE ${which}`,
    );
    const changed = await this.db.rows<{ id: number }>(
      sql`UPDATE supervision_case AS c SET ${set} WHERE ${which} RETURNING id`,
    );
    const ids = changed.map(({ id }) => id);
    for (const state of STATES) {
      const from = before.filter((row) => row.state === state && ids.includes(row.id)).map(({ id }) => id);
      if (from.length > 0)
        await recordCases(this.db, sql`c.id IN ${sql.list(from)}`, { ...event, fromState: state });
    }
    for (const id of ids)
      this.audit.note(SYSTEM, { action: `case.${event.kind}`, subject: 'case', subjectId: id });
    return ids;
  }
}

const STATES = ['opened', 'handling', 'replied', 'paused'] as const;

/** Something of the case (alias c), in the round that brought it here, is as `what` says (alias d). */
const has = (what: Sql): Sql => sql`EXISTS (SELECT 1 FROM case_duty cd JOIN duty d ON d.id = cd.duty_id
  WHERE cd.case_id = c.id AND d.round = cd.round AND ${what})`;
