import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import type { CaseState } from '../domain/case-rules';
import type { Day } from '../domain/day';
import { refuse } from '../domain/refusal';
import { Notices } from '../notices/notices';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import type { ClosedHow } from './case.entity';
import type { CaseRow } from './case-facts';
import { type CaseEventKind, recordCases } from './case-history';

export interface CaseChanges {
  state?: CaseState;
  promisedOn?: Day | null;
  promisesThisRound?: number;
  paused?: 0 | 1;
  closedHow?: ClosedHow;
}

export interface CaseAct {
  /** The history's kind and the audit's `case.<kind>`. */
  kind: CaseEventKind;
  note: string;
  promisedOn?: Day | null;
  at: Date;
}

/** What every act on a case shares: compare-and-set, history, audit, and who is told. */
@Injectable()
export class CaseActs {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly notices: Notices,
  ) {}

  /** Inside a write; answers the new version. */
  async change(actor: Actor, row: CaseRow, changes: CaseChanges, act: CaseAct): Promise<number> {
    const set = sql.join([...assignments(changes, act.at), sql`version = version + 1`]);
    const changed = await this.db.changed(sql`
      UPDATE supervision_case SET ${set}
       WHERE id = ${row.id} AND version = ${row.version} AND state = ${row.state}`);
    if (changed !== 1) throw new Refused(refuse('stale-version'));
    const { kind, note, promisedOn, at } = act;
    const event = { kind, fromState: row.state, note, promisedOn, by: actor.accountId, at };
    await recordCases(this.db, sql`c.id = ${row.id}`, event);
    const facts = { from: row.state, to: changes.state ?? row.state, note, promisedOn: promisedOn ?? null };
    const version = row.version + 1;
    this.audit.note(actor, { action: `case.${kind}`, subject: 'case', subjectId: row.id, version, facts });
    return version;
  }

  /** The office hears of what the unit did. */
  async tellOffice(row: CaseRow, what: string, note: string): Promise<void> {
    const unit = await this.db.row<{ name: string }>(sql`SELECT name FROM unit WHERE id = ${row.unitId}`);
    await this.notices.tell([
      {
        ...{ unitId: 0, audience: 'office', kind: 'case-reply', step: row.id, aboutOn: String(row.version) },
        textKey: 'case-replied',
        facts: { unitName: unit?.name ?? '', what, note },
      },
    ]);
  }

  /** The unit hears of what the office decided. */
  async tellUnit(row: CaseRow, what: string, note: string): Promise<void> {
    await this.notices.tell([
      {
        ...{
          unitId: row.unitId,
          audience: 'unit',
          kind: 'case-act',
          step: row.id,
          aboutOn: String(row.version),
        },
        urgent: true,
        textKey: 'case-decided',
        facts: { what, note },
      },
    ]);
  }
}

function assignments(changes: CaseChanges, at: Date): Sql[] {
  const { state, promisedOn, promisesThisRound, paused, closedHow } = changes;
  const set: Sql[] = [];
  if (state !== undefined) set.push(sql`state = ${state}`);
  if (promisedOn !== undefined) set.push(sql`promised_on = ${promisedOn}`);
  if (promisesThisRound !== undefined) set.push(sql`promises = ${promisesThisRound}`);
  if (paused !== undefined) set.push(sql`paused = ${paused}`);
  if (closedHow !== undefined) set.push(sql`closed_how = ${closedHow}`, sql`closed_at = ${at}`);
  return set;
}
