import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { CaseKind } from './case.entity';
import { recordCases } from './case-history';
import { type StepSweep, stepping } from './step-sweep';

/** Cases are few (domain §6): one for a lead's overdue report, one a unit and period for supporters' parts. */
@Injectable()
export class CaseOpenings {
  constructor(private readonly db: Database) {}

  async openForLeads(sweep: StepSweep): Promise<void> {
    const opened = await this.insert(sweep, 'lead', sql`d.id, d.round, d.unit_id, d.period, d.item_id`);
    await this.reopen(sweep, 'lead');
    await this.db.changed(sql`
      INSERT INTO case_duty (case_id, duty_id, round)
      SELECT c.id, c.duty_id, c.round FROM supervision_case c WHERE c.id IN ${sql.list(opened)}
      ON CONFLICT (case_id, duty_id) DO NOTHING`);
    await this.recordOpened(sweep, opened);
  }

  async joinForSupporters(sweep: StepSweep): Promise<void> {
    const opened = await this.insert(sweep, 'support', sql`0, 0, d.unit_id, d.period, 0`);
    await this.recordOpened(sweep, opened);
    await this.reopen(sweep, 'support');
    // a part that was here in an earlier round is here for the new one
    await this.db.changed(sql`
      INSERT INTO case_duty (case_id, duty_id, round)
      SELECT c.id, d.id, d.round FROM duty d JOIN supervision_case c ON ${isCaseOf.support} WHERE ${stepping(sweep)}
      ON CONFLICT (case_id, duty_id) DO UPDATE SET round = excluded.round`);
  }

  /** The draft of a paper and what becomes of the case are the head's from here on. */
  async passToHead(sweep: StepSweep): Promise<void> {
    const passed = await this.db.rows<{ id: number }>(sql`
      UPDATE supervision_case SET for_head = 1
       WHERE kind = 'lead' AND for_head = 0 AND state <> 'closed'
         AND EXISTS (SELECT 1 FROM duty d WHERE d.id = supervision_case.duty_id AND d.round = supervision_case.round
                        AND ${stepping(sweep)})
      RETURNING id`);
    const which = sql`c.id IN ${sql.list(passed.map(({ id }) => id))}`;
    await recordCases(this.db, which, { kind: 'to-head', by: 0, at: sweep.at });
  }

  /**
   * A unit and period have one case of parts for ever, a lead's report one a round: overdue again, because more parts
   * are or a due day was moved, the closed one is opened.
   */
  private async reopen(sweep: StepSweep, kind: CaseKind): Promise<void> {
    const again = sql`EXISTS (SELECT 1 FROM duty d WHERE ${isCaseOf[kind]} AND ${stepping(sweep)})`;
    const closed = await this.db.rows<{ id: number }>(
      sql`SELECT c.id FROM supervision_case c WHERE c.state = 'closed' AND ${again}`,
    );
    if (closed.length === 0) return;
    const ids = sql.list(closed.map(({ id }) => id));
    await this.db.changed(sql`
      UPDATE supervision_case SET state = 'opened', closed_at = NULL, closed_how = '', promised_on = NULL, promises = 0,
             for_head = 0
       WHERE id IN ${ids} AND state = 'closed'`);
    const event = { kind: 'reopened', fromState: 'closed', by: 0, at: sweep.at } as const;
    await recordCases(this.db, sql`c.id IN ${ids}`, event);
  }

  /** Answers the new ones; `key` gives duty, round, unit, period and item of a case. */
  private async insert(sweep: StepSweep, kind: string, key: Sql): Promise<number[]> {
    const opened = await this.db.rows<{ id: number }>(sql`
      INSERT INTO supervision_case (kind, duty_id, round, unit_id, period, item_id, state, opened_on, opened_at,
                                    promised_on, promises, paused, for_head, papers_issued, closed_at, closed_how, version)
      SELECT DISTINCT ${sql.text(kind)}, ${key}, 'opened', ${sql.text(sweep.day)}, ${sql.text(sweep.at)},
             CAST(NULL AS varchar), 0, 0, 0, 0, CAST(NULL AS varchar), '', 1
        FROM duty d WHERE ${stepping(sweep)}
      ON CONFLICT DO NOTHING RETURNING id`);
    return opened.map(({ id }) => id);
  }

  private async recordOpened(sweep: StepSweep, ids: readonly number[]): Promise<void> {
    const event = { kind: 'opened', fromState: '', by: 0, at: sweep.at } as const;
    await recordCases(this.db, sql`c.id IN ${sql.list(ids)}`, event);
  }
}

const isCaseOf: Record<CaseKind, Sql> = {
  lead: sql`c.kind = 'lead' AND c.duty_id = d.id AND c.round = d.round`,
  support: sql`c.kind = 'support' AND c.unit_id = d.unit_id AND c.period = d.period`,
};
