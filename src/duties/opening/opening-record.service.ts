import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/audit';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { endsOf, type PeriodOpening } from './opening-statements';

/**
 * What is written down when a period has opened. Nobody is sent a message: the period stands on the unit's page, and
 * the first reminder names all that is owed (at most five timer messages a quarter, docs/decisions/0005).
 */
@Injectable()
export class OpeningRecord {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
  ) {}

  async write(by: Actor, opening: PeriodOpening, made: number): Promise<void> {
    const { schedule, period, asOf, due, late } = opening;
    await this.db.changed(sql`
      UPDATE period_open SET duties = ${made} WHERE schedule_id = ${schedule.id} AND period = ${period}`);
    this.audit.note(by, {
      action: 'period.opened',
      subject: 'schedule',
      subjectId: schedule.id,
      version: schedule.version,
      facts: { period, asOf, dueOn: due.due, late, duties: made, ...(await endsOf(this.db, opening)) },
    });
  }
}
