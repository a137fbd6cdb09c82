import { Injectable } from '@nestjs/common';
import { Calendar } from '../../calendar/calendar';
import { dayOf } from '../../domain/day';
import { disputeRefused } from '../../domain/dispute-rules';
import { refuse } from '../../domain/refusal';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { offsetOf, type Page, pageOf, type PageQuery } from '../../platform/http/page';
import { Refused } from '../../platform/http/refused';
import {
  type Decided,
  disputed,
  findDecided,
  loadDisputes,
  sayDecided,
  sayDisputed,
  type DisputeRow,
} from './dispute-facts';
import type { DisputeState, DisputeSubject } from './dispute.entity';
import type { DisputeView } from './dispute.view';
import { DisputeRecord } from './dispute-record.service';
import { DutyActs } from '../duty-acts.service';
import { ownDuties } from '../reports/report-scope';

const stateTexts: Record<DisputeState, string> = {
  pending: '待答复',
  upheld: '异议成立',
  refused: '维持原决定',
};

/** 异议: a unit objects to what was decided on its report. */
@Injectable()
export class DisputeService {
  constructor(
    private readonly db: Database,
    private readonly acts: DutyActs,
    private readonly records: DisputeRecord,
    private readonly calendar: Calendar,
  ) {}

  /** To a return or send-back, or to a report entered on its behalf. */
  async raise(
    actor: Actor,
    subject: DisputeSubject,
    id: number,
    reason: string,
    at: Date,
  ): Promise<DisputeView> {
    const calendar = await this.calendar.current();
    return this.db.write(async () => {
      const decided = await findDecided(this.db, subject, id);
      const duty = await this.acts.find(decided.dutyId, ownDuties(actor));
      demandDisputable(decided);
      const late = disputeRefused(dayOf(new Date(decided.at)), dayOf(at), calendar);
      if (late) throw new Refused(late);
      const inserted = await this.db.row<{ id: number }>(sql`
        INSERT INTO dispute (subject, subject_id, unit_id, reason, state, at, by_account, answer, answered_by)
        VALUES (${subject}, ${id}, ${duty.unitId}, ${reason}, 'pending', ${at}, ${actor.accountId}, '', 0)
        ON CONFLICT DO NOTHING RETURNING id`);
      if (!inserted) throw new Refused(refuse('dispute-pending'));
      await this.records.raised(actor, duty, { id: inserted.id, reason, at }, (name) =>
        sayDecided(name.item, name.period, decided.verdict),
      );
      return this.one(inserted.id);
    });
  }

  /** A unit sees its own, the office all; the latest first. */
  async page(actor: Actor, query: PageQuery & { state?: DisputeState }): Promise<Page<DisputeView>> {
    const scope = actor.role === 'unit' ? ownDuties(actor) : sql`1 = 1`;
    const where = sql`${scope} AND ${query.state ? sql`o.state = ${query.state}` : sql`1 = 1`}`;
    const counted = await this.db.row<{ n: number }>(sql`SELECT COUNT(*) AS n ${disputed} WHERE ${where}`);
    const page = sql`LIMIT ${query.size} OFFSET ${offsetOf(query)}`;
    const rows = await loadDisputes(this.db, where, page);
    return pageOf(query, rows.map(toDisputeView), counted?.n ?? 0);
  }

  async one(id: number): Promise<DisputeView> {
    const [row] = await loadDisputes(this.db, sql`o.id = ${id}`);
    if (!row) throw new Refused(refuse('not-found'));
    return toDisputeView(row);
  }
}

/** What a unit handed in itself, and what was accepted, is no decision against it. */
function demandDisputable({ subject, verdict, via }: Decided): void {
  const possible = subject === 'review' ? verdict !== 'accept' : via !== 'web' && via !== 'silence';
  const state = subject === 'review' ? '已通过' : '本单位报送';
  if (!possible) throw new Refused(refuse('wrong-state', { state, action: '提出异议' }));
}

function toDisputeView(row: DisputeRow): DisputeView {
  const { id, subject, dutyId, reportId, unitId, unitName, reason, state, at, answer, answeredAt } = row;
  const said = { what: sayDisputed(row), stateText: stateTexts[state] };
  return { id, subject, ...said, dutyId, reportId, unitId, unitName, reason, state, at, answer, answeredAt };
}
