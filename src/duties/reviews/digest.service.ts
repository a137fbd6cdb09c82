import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/audit';
import { refuse } from '../../domain/refusal';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import type { DigestView } from '../reports/report.view';
import { findReport } from './review-rows';

/** 摘编: what ledger and bulletin print; the unit's own text is never touched. */
@Injectable()
export class DigestService {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
  ) {}

  /** Replaces version `version` (0: there was none). */
  async write(actor: Actor, reportId: number, version: number, text: string, at: Date): Promise<DigestView> {
    return this.db.write(async () => {
      await findReport(this.db, reportId);
      const changed =
        version === 0
          ? await this.db.changed(sql`
              INSERT INTO digest_text (report_id, text, version, at, by_account)
              VALUES (${reportId}, ${text}, 1, ${at}, ${actor.accountId}) ON CONFLICT (report_id) DO NOTHING`)
          : await this.db.changed(sql`
              UPDATE digest_text SET text = ${text}, version = version + 1, at = ${at}, by_account = ${actor.accountId}
               WHERE report_id = ${reportId} AND version = ${version}`);
      if (changed !== 1) throw new Refused(refuse('stale-version'));
      const action = 'report.digest-written';
      this.audit.note(actor, { action, subject: 'report', subjectId: reportId, version: version + 1 });
      return { text, version: version + 1 };
    });
  }
}
