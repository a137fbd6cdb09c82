import { Injectable } from '@nestjs/common';
import {
  type Clock,
  clock,
  type Happened,
  reportClock,
  type Rework,
  reworkClocks,
} from '../../domain/clocks';
import type { Day } from '../../domain/day';
import { refuse } from '../../domain/refusal';
import { reviewDueOn } from '../../domain/review';
import { ChargeReading } from '../../plan/charge-reading.service';
import { RulesInForce, type SupervisionRules } from '../../plan/rules-in-force.service';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import { SYSTEM } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import { type DutyRow, loadDuties } from '../duty-facts';
import type { ClockView, DutyClocksView } from './duty-clocks.view';

interface Timed {
  startedAt: string;
  at: string | null;
}

type Event = Omit<Happened, 'at'> & { at: string };

/** The four clocks of a duty, as they stand on a day (domain §5). */
@Injectable()
export class DutyClocks {
  constructor(
    private readonly db: Database,
    private readonly rules: RulesInForce,
    private readonly charges: ChargeReading,
  ) {}

  /** The caller has settled that the duty may be read. */
  async of(dutyId: number, today: Day): Promise<DutyClocksView> {
    const [duty] = await loadDuties(this.db, sql`d.id = ${dutyId}`);
    if (!duty) throw new Refused(refuse('not-found'));
    const rules = await this.rules.current();
    const { calendar } = rules;
    const report = reportClock(duty, today, calendar);
    return {
      acknowledgement: await this.acknowledgement(duty, today, rules),
      report: { ...report, firstHandedAt: instant(report.firstHandedAt) },
      rework: await this.rework(duty, today, rules),
      review: await this.review(duty, today, rules),
    };
  }

  private async acknowledgement(
    duty: DutyRow,
    today: Day,
    { calendar }: SupervisionRules,
  ): Promise<ClockView> {
    const { acknowledgeBy, ackedAt } = await this.charges.one(SYSTEM, duty.chargeId);
    const at = ackedAt === null ? null : new Date(ackedAt);
    return toView(clock({ dueOn: acknowledgeBy, at }, today, calendar));
  }

  private async rework(
    duty: DutyRow,
    today: Day,
    { calendar }: SupervisionRules,
  ): Promise<DutyClocksView['rework']> {
    if (duty.round === 1) return [];
    const events = await this.db.rows<Event>(sql`
      SELECT e.kind, e.at, e.round, e.to_state AS "toState" FROM duty_event e WHERE e.duty_id = ${duty.id} ORDER BY e.n`);
    const history = events.map((event) => ({ ...event, at: new Date(event.at) }));
    const clocks = reworkClocks(await this.reworks(duty, history), history, today, calendar);
    return clocks.map(({ handedAt, ...rest }) => ({ ...rest, handedAt: instant(handedAt) }));
  }

  /** Every return has its review, in the same order. One that was revoked had asked for nothing. */
  private async reworks(duty: DutyRow, history: readonly Happened[]): Promise<Rework[]> {
    const returns = await this.db.rows<{ fixBy: Day; revokedAt: string | null }>(sql`
      SELECT v.fix_by AS "fixBy", v.revoked_at AS "revokedAt" FROM review v
       WHERE v.duty_id = ${duty.id} AND v.verdict IN ('return', 'send-back') ORDER BY v.id`);
    const begun = history.filter(({ kind }) => BEGINS_A_ROUND.includes(kind));
    return begun.flatMap(({ kind, round }): Rework[] => {
      const asked = RETURNS.includes(kind) ? returns.shift() : undefined;
      if (asked?.revokedAt) return [];
      return [{ round, fixBy: asked?.fixBy ?? (round === duty.round ? duty.fixBy : null) }];
    });
  }

  private async review(duty: DutyRow, today: Day, { calendar, terms }: SupervisionRules): Promise<ClockView> {
    const timed = duty.role === 'lead' ? await this.reviewOf(duty) : undefined;
    const dueOn = timed ? reviewDueOn(new Date(timed.startedAt), calendar, terms) : null;
    const at = timed?.at ? new Date(timed.at) : null;
    return toView(clock({ dueOn, at }, today, calendar));
  }

  /** What waits now, else the last one done. */
  private reviewOf({ id, state }: DutyRow): Promise<Timed | undefined> {
    if (state === 'submitted') {
      return this.db.row<Timed>(sql`
        SELECT COALESCE((SELECT MAX(v.revoked_at) FROM review v WHERE v.report_id = r.id), r.handed_at) AS "startedAt",
               NULL AS at FROM report r WHERE r.duty_id = ${id} AND r.state = 'standing'`);
    }
    return this.db.row<Timed>(sql`
      SELECT v.handed_at AS "startedAt", v.at FROM review v
       WHERE v.duty_id = ${id} AND v.verdict <> 'send-back' ORDER BY v.id DESC LIMIT 1`);
  }
}

const RETURNS = ['returned', 'sent-back'];
const BEGINS_A_ROUND = [...RETURNS, 'reopened', 'corrected'];

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

const toView = ({ dueOn, at, lateWorkdays }: Clock): ClockView => ({ dueOn, at: instant(at), lateWorkdays });
