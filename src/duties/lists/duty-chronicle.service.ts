import { Injectable } from '@nestjs/common';
import type { Day } from '../../domain/day';
import type { DutyState } from '../../domain/duty-state';
import { holdReasons } from '../../domain/holds';
import { refuse } from '../../domain/refusal';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import type { EventKind } from '../duty-history';
import { type DutyEventView, sayDutyState } from './duty.view';
import { readableDuties } from '../reports/report-scope';

/** The opening is the duty itself, everything else was recorded. */
type ToldKind = 'opened' | EventKind;

const kindWords: Record<ToldKind, string> = {
  opened: '开期',
  added: '中途增列',
  submitted: '报送',
  withdrawn: '撤回',
  accepted: '通过',
  returned: '退回',
  'sent-back': '请补充',
  'return-revoked': '撤销退回',
  reopened: '重新打开',
  corrected: '更正',
  'on-behalf': '代录',
  'on-behalf-revoked': '撤销代录',
  waived: '免报',
  recalled: '撤回开期',
  postponed: '统一顺延',
  'extension-asked': '申请延期',
  'extension-granted': '同意延期',
  'extension-refused': '不同意延期',
  'extension-withdrawn': '撤回延期申请',
  disputed: '提出异议',
  'dispute-upheld': '异议成立',
  'dispute-refused': '异议未采纳',
  'calendar-moved': '按放假安排调整时限',
  'silent-nil': '期满未报视为无新进展',
  carried: '转入后续方案',
};

type EventRow = Omit<DutyEventView, 'kind' | 'kindText' | 'stateText'> & { kind: ToldKind; state: DutyState };

interface HeldRow {
  reason: keyof typeof holdReasons;
  note: string;
  since: Day;
  liftedOn: Day | null;
  by: string;
}

/**
 * A duty's history from its opening on, with the holds between. A lead sees when its supporters' parts came and went;
 * what they wrote to the office stays between the two, and only what the lead asked itself (请补充) is told in words.
 */
@Injectable()
export class DutyChronicle {
  constructor(private readonly db: Database) {}

  async of(actor: Actor, dutyId: number): Promise<DutyEventView[]> {
    const duty = await this.db.row<{ role: 'lead' | 'support'; unitId: number } & EventRow>(sql`
      SELECT d.role, d.unit_id AS "unitId", 0 AS n, d.created_on AS day, d.created_at AS at, 'opened' AS kind, 'open' AS state,
             d.original_due_on AS "dueOn", 1 AS round, CASE WHEN d.opened_late = 1 THEN '系统补建' ELSE '' END AS reason,
             '系统' AS by FROM duty d WHERE d.id = ${dutyId} AND ${readableDuties(actor)}`);
    if (!duty) throw new Refused(refuse('not-found'));
    const { role, unitId, ...opening } = duty;
    const inWords = actor.role !== 'unit' || actor.unitIds.includes(unitId);
    const events = await this.db.rows<EventRow>(sql`
      SELECT e.n, e.on_day AS day, e.at, e.kind, e.to_state AS state, e.due_on AS "dueOn", e.round, e.reason,
             COALESCE(a.display_name, '系统') AS by
        FROM duty_event e LEFT JOIN account a ON a.id = e.by_account WHERE e.duty_id = ${dutyId} ORDER BY e.n`);
    const told = inWords
      ? events
      : events.map((event) => ({ ...event, reason: event.kind === 'sent-back' ? event.reason : '' }));
    const happened = [opening, ...told].map((event) => ({
      ...event,
      kindText: kindWords[event.kind],
      stateText: sayDutyState(role, event.state),
    }));
    const history = [...happened, ...(await this.holds(dutyId, inWords))];
    // sort is stable: on one day the events come in their own order, then the holds
    return history.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  }

  private async holds(dutyId: number, inWords: boolean): Promise<DutyEventView[]> {
    const rows = await this.db.rows<HeldRow>(sql`
      SELECT h.reason, h.note, h.since, h.lifted_on AS "liftedOn", COALESCE(a.display_name, '系统') AS by
        FROM duty_hold h LEFT JOIN account a ON a.id = h.by_account WHERE h.duty_id = ${dutyId} ORDER BY h.id`);
    return rows.flatMap(({ reason, note, since, liftedOn, by }) => {
      const said = holdReasons[reason] + (inWords && note !== '' ? `:${note}` : '');
      const common = {
        n: null,
        at: null,
        state: null,
        stateText: '',
        dueOn: null,
        round: null,
        reason: said,
        by,
      };
      const began = { ...common, day: since, kind: 'held', kindText: '暂不计时' };
      return liftedOn === null
        ? [began]
        : [began, { ...common, day: liftedOn, kind: 'resumed', kindText: '恢复计时' }];
    });
  }
}
