import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/audit';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal';
import { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import { changeDuties, loadDuties } from '../duty-facts';
import { type DutyHappening, record } from '../duty-history';
import { checkHandIn, type HandInRow, type HandInTerms } from './hand-in-check';
import { loadHandInFacts, partsOf } from './hand-in-facts';
import { type HandedInView, toHandedInView } from './hand-in.view';
import { HandInFollowing } from './hand-in-following.service';
import { type GoodReport, insertReports } from './report-rows';
import { demandAll, type RowVerdict, verdictOf } from './row-verdict';

interface Verdict {
  dutyId: number;
  good?: GoodReport;
  refusal?: Refusal;
}

/** 报送: one report or many, by the unit or on its behalf; one request is one transaction. */
@Injectable()
export class HandInService {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly following: HandInFollowing,
  ) {}

  async handIn(actor: Actor, row: HandInRow, terms: HandInTerms): Promise<HandedInView> {
    const [view] = await this.db.write(async () => {
      const [verdict] = await this.judge(actor, [row], terms);
      if (!verdict?.good) throw new Refused(verdict?.refusal ?? refuse('not-found'));
      return this.store(actor, [verdict.good], terms);
    });
    return view as HandedInView;
  }

  /** All or nothing: one refused row refuses the request, with a verdict for each. */
  async handInAll(actor: Actor, rows: readonly HandInRow[], terms: HandInTerms): Promise<HandedInView[]> {
    return this.db.write(async () => {
      const verdicts = await this.judge(actor, rows, terms);
      demandAll(verdicts);
      return this.store(actor, goodOnes(verdicts), terms);
    });
  }

  /** Whatever may be handed in is; the others are named with the reason why not. */
  async handInWhatMay(
    actor: Actor,
    rows: readonly HandInRow[],
    terms: HandInTerms,
  ): Promise<{ handedIn: HandedInView[]; left: RowVerdict[] }> {
    return this.db.write(async () => {
      const verdicts = await this.judge(actor, rows, terms);
      const handedIn = await this.store(actor, goodOnes(verdicts), terms);
      return { handedIn, left: left(verdicts) };
    });
  }

  /** A lead's parts are locked with it, or one could be taken back while the list of the missing is drawn up. */
  private async judge(actor: Actor, rows: readonly HandInRow[], terms: HandInTerms): Promise<Verdict[]> {
    const ids = rows.map(({ dutyId }) => dutyId);
    const locked = await loadDuties(this.db, lockedWith(ids));
    const mine = locked.filter(
      ({ id, unitId }) => ids.includes(id) && (terms.by === 'office' || actor.unitIds.includes(unitId)),
    );
    const duties = new Map(mine.map((duty) => [duty.id, duty]));
    const facts = await loadHandInFacts(this.db, [...duties.values()]);
    return rows.map((row) => {
      const { dutyId } = row;
      const duty = duties.get(dutyId);
      const found = facts.get(dutyId);
      if (!duty || !found) return { dutyId, refusal: refuse('not-found') };
      const decision = checkHandIn(row, duty, found, terms);
      if (isRefusal(decision)) return { dutyId, refusal: decision };
      return { dutyId, good: { row, duty, facts: found, ...decision.changes } };
    });
  }

  private async store(
    actor: Actor,
    reports: readonly GoodReport[],
    terms: HandInTerms,
  ): Promise<HandedInView[]> {
    if (reports.length === 0) return [];
    const reportIds = await insertReports(this.db, actor, reports, terms);
    await changeDuties(
      this.db,
      reports.map(({ duty, changes }) => ({ id: duty.id, changes })),
      'person',
    );
    await this.writeDown(actor, reports, terms);
    await this.following.follow(actor, reports, terms);
    return reports.map((report) => toHandedInView(report, reportIds.get(report.duty.id) ?? 0));
  }

  private async writeDown(actor: Actor, reports: readonly GoodReport[], terms: HandInTerms): Promise<void> {
    const kind = terms.by === 'office' ? 'on-behalf' : 'submitted';
    for (const fromState of ['open', 'returned', 'submitted', 'accepted'] as const) {
      const from = reports.filter(({ duty }) => duty.state === fromState).map(({ duty }) => duty.id);
      const happening: DutyHappening = {
        kind,
        fromState,
        reason: terms.reason,
        by: actor.accountId,
        at: terms.at,
      };
      if (from.length > 0) await record(this.db, from, happening);
    }
    for (const { duty, row, facts } of reports) {
      this.audit.note(actor, {
        action: terms.by === 'office' ? 'report.entered-on-behalf' : 'report.submitted',
        subject: 'duty',
        subjectId: duty.id,
        version: duty.version + 1,
        facts: {
          kind: row.kind,
          revision: facts.revision + 1,
          via: terms.via,
          ...(terms.reason && { reason: terms.reason }),
        },
      });
    }
  }
}

const lockedWith = (dutyIds: readonly number[]): Sql =>
  sql`d.id IN (SELECT id FROM duty WHERE id IN ${sql.list(dutyIds)} UNION ${partsOf(dutyIds)})`;

const goodOnes = (verdicts: readonly Verdict[]): GoodReport[] => verdicts.flatMap(({ good }) => good ?? []);

const left = (verdicts: readonly Verdict[]): RowVerdict[] =>
  verdicts.flatMap(({ dutyId, refusal }) => (refusal ? [verdictOf(dutyId, refusal)] : []));
