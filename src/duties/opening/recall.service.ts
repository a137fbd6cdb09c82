import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/audit';
import { sayPeriod } from '../../domain/period';
import { isRefusal, refuse } from '../../domain/refusal';
import { recall } from '../../domain/review';
import { Notices } from '../../notices/notices';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import { changeDuties, type DutyRow, loadDuties, slices } from '../duty-facts';
import { record } from '../duty-history';
import { ExtensionLapse } from '../extensions/extension-lapse.service';
import { loadSchedule } from '../schedules/schedule-facts';

/** 撤回开期: a period opened by mistake, while nothing of it was handed in (domain §4.6). Nothing is deleted. */
@Injectable()
export class RecallService {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly notices: Notices,
    private readonly extensions: ExtensionLapse,
  ) {}

  /** Answers how many duties are owed no more. */
  async recall(by: Actor, scheduleId: number, period: string, reason: string, at: Date): Promise<number> {
    return this.db.write(async () => {
      const schedule = await loadSchedule(this.db, scheduleId);
      const recalled = await this.db.changed(sql`
        UPDATE period_open SET recalled_at = ${at}
         WHERE schedule_id = ${scheduleId} AND period = ${period} AND recalled_at IS NULL`);
      if (recalled === 0) throw new Refused(refuse('not-found'));
      const duties = await loadDuties(this.db, sql`d.schedule_id = ${scheduleId} AND d.period = ${period}`);
      const changed = this.decide(duties, period).map(({ id, changes }) => ({
        id,
        changes: { ...changes, waivedReason: `撤回开期:${reason}` },
      }));
      await changeDuties(this.db, changed, 'person');
      for (const some of slices(changed.map(({ id }) => id))) {
        await record(this.db, some, { kind: 'recalled', fromState: 'open', reason, by: by.accountId, at });
        await this.extensions.lapse(by, some, at, '已撤回开期');
      }
      await this.tell(duties, period, reason);
      const facts = { period, reason, duties: changed.length };
      const { id: subjectId, version } = schedule;
      this.audit.note(by, { action: 'period.recalled', subject: 'schedule', subjectId, version, facts });
      return changed.length;
    });
  }

  private decide(duties: readonly DutyRow[], period: string): ReturnType<typeof decidedOf> {
    const count = duties.filter(({ firstHandedAt }) => firstHandedAt !== null).length;
    if (count > 0) throw new Refused(refuse('period-handed-in', { period: sayPeriod(period), count }));
    return decidedOf(duties);
  }

  private async tell(duties: readonly DutyRow[], period: string, reason: string): Promise<void> {
    const units = new Map(
      duties.filter(({ counts }) => counts === 1).map((duty) => [duty.unitId, duty.scheduleId]),
    );
    await this.notices.tell(
      [...units].map(([unitId, step]) => ({
        ...{ unitId, audience: 'unit', kind: 'recalled', step, aboutOn: '', urgent: true },
        textKey: 'recalled',
        facts: { period: sayPeriod(period), reason },
      })),
    );
  }
}

function decidedOf(duties: readonly DutyRow[]) {
  const decision = recall(duties);
  if (isRefusal(decision)) throw new Refused(decision);
  return decision.changes;
}
