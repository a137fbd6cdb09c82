import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/audit';
import type { Day } from '../../domain/day';
import { countAsNil } from '../../domain/hand-in';
import { isRefusal } from '../../domain/refusal';
import { Clock } from '../../platform/clock/clock';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import { SYSTEM } from '../../platform/http/actor';
import { changeDuties, loadDuties, slices } from '../duty-facts';
import { record } from '../duty-history';

/** 期满未报视为无新进展: where a schedule says so, silence is an answer (domain §4.7). */
@Injectable()
export class SilenceService {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Parts whose due day is over on `asOf` and that nobody handed in count as nil; answers how many. */
  async settleSilence(asOf: Day): Promise<number> {
    const at = this.clock.now();
    const where = sql`d.silent_nil = 1 AND d.role = 'support' AND d.state = 'open' AND d.counts = 1
                      AND d.hold_reason IS NULL AND d.owed_on < ${asOf}`;
    // nearly every sweep finds nothing and should not take the write's turn
    if (!(await this.db.row(sql`SELECT d.id FROM duty d WHERE ${where} LIMIT 1`))) return 0;
    return this.db.write(async () => {
      const settled = (await loadDuties(this.db, where)).flatMap((duty) => {
        const decision = countAsNil(duty, at);
        return isRefusal(decision) ? [] : [{ id: duty.id, changes: decision.changes }];
      });
      await changeDuties(this.db, settled, 'system');
      const ids = settled.map(({ id }) => id);
      for (const some of slices(ids)) await this.conclude(some, at);
      if (ids.length > 0) {
        const facts = { count: ids.length, first: ids.at(0), last: ids.at(-1), asOf };
        this.audit.note(SYSTEM, { action: 'duty.silent-nil', subject: 'duty', subjectId: 0, facts });
      }
      return ids.length;
    });
  }

  private async conclude(ids: number[], at: Date): Promise<void> {
    const these = sql.list(ids);
    await this.db.changed(sql`
      INSERT INTO report (duty_id, revision, kind, progress, problems, next_steps, year_summary, remark,
                          missing_units, state, handed_at, via, by_account)
      SELECT d.id, COALESCE((SELECT MAX(r.revision) FROM report r WHERE r.duty_id = d.id), 0) + 1, 'nil', '', '', '',
             '', '期满未报,视为无新进展', '[]', 'standing', ${sql.text(at)}, 'silence', 0
        FROM duty d WHERE d.id IN ${these}`);
    await this.db.changed(sql`
      UPDATE charge SET nil_run = nil_run + 1
       WHERE id IN (SELECT d.charge_id FROM duty d WHERE d.id IN ${these})`);
    await record(this.db, ids, { kind: 'silent-nil', fromState: 'open', by: 0, at });
  }
}
