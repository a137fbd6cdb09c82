import { Injectable } from '@nestjs/common';
import { awaitsClosing, caseName, caseWords } from '../domain/case-rules';
import { type Day, earlier } from '../domain/day';
import { nextStep } from '../domain/ladder';
import { sayPeriod } from '../domain/period';
import { refuse } from '../domain/refusal';
import { grouped } from '../duties/lists/grouped';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { offsetOf, type Page, pageOf } from '../platform/http/page';
import { Refused } from '../platform/http/refused';
import type { CaseQuery } from './case.dto';
import type { CaseDetailView, CaseEventView, CaseView, NextStepView } from './case.view';
import { type CaseEventKind, caseEventWords } from './case-history';
import { type CaseDutyRow, dutiesOfCases, readableCases, sayCase } from './case-facts';
import { RulesInForce, type SupervisionRules } from '../plan/rules-in-force.service';

type Stored = Pick<
  CaseView,
  | 'id'
  | 'kind'
  | 'period'
  | 'state'
  | 'openedOn'
  | 'urges'
  | 'promisedOn'
  | 'promises'
  | 'papersIssued'
  | 'closedAt'
  | 'closedHow'
  | 'version'
> & { unitId: number; unitName: string; forHead: number };

@Injectable()
export class CaseReads {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly rules: RulesInForce,
  ) {}

  /** The living first, oldest first: who waits longest stands on top, and no unit is ranked by it. */
  async list(actor: Actor, query: CaseQuery): Promise<Page<CaseView>> {
    const filters: Sql[] = [readableCases(actor)];
    if (query.state) filters.push(sql`c.state = ${query.state}`);
    if (query.kind) filters.push(sql`c.kind = ${query.kind}`);
    if (query.unit) filters.push(sql`c.unit_id = ${query.unit}`);
    if (query.period) filters.push(sql`c.period = ${query.period}`);
    const where = sql.join(filters, ' AND ');
    const total = await this.db.row<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM supervision_case c WHERE ${where}`,
    );
    const rows = await this.stored(sql`${where}
      ORDER BY CASE WHEN c.state = 'closed' THEN 1 ELSE 0 END, c.opened_on, c.id
      LIMIT ${query.size} OFFSET ${offsetOf(query)}`);
    return pageOf(query, await this.complete(rows), total?.n ?? 0);
  }

  async get(actor: Actor, id: number): Promise<CaseDetailView> {
    const [view] = await this.complete(await this.stored(sql`c.id = ${id} AND ${readableCases(actor)}`));
    if (!view) throw new Refused(refuse('not-found'));
    const duties = await dutiesOfCases(this.db, [id]);
    const dutyList = duties.map((duty) => ({
      ...{
        dutyId: duty.dutyId,
        role: duty.role,
        item: sayCase([duty]),
        dueOn: duty.dueOn,
        owedOn: duty.owedOn,
      },
    }));
    return Object.assign(view, { dutyList, events: await this.events(id) });
  }

  private stored(where: Sql): Promise<Stored[]> {
    return this.db.rows(sql`
      SELECT c.id, c.kind, c.unit_id AS "unitId", u.name AS "unitName", c.period, c.state, c.opened_on AS "openedOn",
             c.promised_on AS "promisedOn", c.promises, c.for_head AS "forHead", c.papers_issued AS "papersIssued",
             c.closed_at AS "closedAt", c.closed_how AS "closedHow", c.version,
             (SELECT COUNT(DISTINCT n.day) FROM notice n JOIN case_duty cd ON cd.duty_id = n.duty_id
               WHERE cd.case_id = c.id AND n.unit_id = c.unit_id AND n.kind IN ('ladder', 'urge')
                 AND n.outcome = 'sent') AS urges
        FROM supervision_case c JOIN unit u ON u.id = c.unit_id WHERE ${where}`);
  }

  private async complete(rows: readonly Stored[]): Promise<CaseView[]> {
    const duties = grouped(
      await dutiesOfCases(
        this.db,
        rows.map(({ id }) => id),
      ),
      (duty) => duty.caseId,
    );
    const rules = await this.rules.current();
    const today = this.clock.today();
    return rows.map((row) => toCaseView(row, duties.get(row.id) ?? [], today, rules));
  }

  private async events(id: number): Promise<CaseEventView[]> {
    const events = await this.db.rows<Omit<CaseEventView, 'kind'> & { kind: CaseEventKind }>(sql`
      SELECT e.n, e.at, COALESCE(a.display_name, '系统') AS by, e.kind, e.from_state AS "fromState",
             e.to_state AS "toState", e.note, e.promised_on AS "promisedOn"
        FROM case_event e LEFT JOIN account a ON a.id = e.by_account WHERE e.case_id = ${id} ORDER BY e.n`);
    return events.map((event) => ({ ...event, kindText: caseEventWords[event.kind] }));
  }
}

function toCaseView(
  row: Stored,
  duties: readonly CaseDutyRow[],
  today: Day,
  rules: SupervisionRules,
): CaseView {
  const { unitId, unitName, forHead, ...stored } = row;
  const owed = duties.flatMap(({ owedOn }) => (owedOn === null ? [] : [owedOn]));
  const oldest = owed.length === 0 ? today : owed.reduce(earlier);
  return {
    ...stored,
    name: caseName(row.papersIssued),
    unit: { id: unitId, name: unitName },
    periodText: sayPeriod(row.period),
    items: sayCase(duties),
    stateText: caseWords.states[row.state],
    awaitsClosing: awaitsClosing(row, duties, today),
    duties: duties.length,
    owed: owed.length,
    overdueWorkdays: rules.calendar.workdaysBetween(oldest, today),
    nextStep: soonest(duties, rules),
    forHead: forHead === 1,
  };
}

function soonest(duties: readonly CaseDutyRow[], rules: SupervisionRules): NextStepView | null {
  const steps = duties.flatMap((duty) => nextStep(duty, rules) ?? []);
  return steps.sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))[0] ?? null;
}
