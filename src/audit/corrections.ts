import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Audit } from './audit';
import type { PastValueView } from './past-value.view';

export interface FieldChange {
  subject: string;
  subjectId: number;
  /** The subject's version after the change. */
  version: number;
  field: string;
  oldValue: string;
  newValue: string;
  reason: string;
}

/** What fields said before a person corrected them: for readers of old papers, and for the seeds, which yield. */
@Injectable()
export class Corrections {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Inside the write that changes the field. */
  async keep(by: Actor, { subject, subjectId, version, ...change }: FieldChange): Promise<void> {
    await this.db.changed(sql`
      INSERT INTO correction (subject, subject_id, field, old_value, new_value, reason, at, by_account)
      VALUES (${subject}, ${subjectId}, ${change.field}, ${change.oldValue}, ${change.newValue}, ${change.reason},
              ${this.clock.now()}, ${by.accountId})`);
    this.audit.note(by, {
      action: `${subject}.corrected`,
      subject,
      subjectId,
      version,
      facts: { ...change },
    });
  }

  /** The newest first. */
  of(subject: string, subjectId: number): Promise<PastValueView[]> {
    return this.db.rows(sql`
      SELECT field, old_value AS "oldValue", new_value AS "newValue", reason, at FROM correction
       WHERE subject = ${subject} AND subject_id = ${subjectId} ORDER BY id DESC`);
  }

  /** Keys `subjectId.field` of everything a person corrected in one kind of subject. */
  async corrected(subject: string): Promise<Set<string>> {
    const rows = await this.db.rows<{ subjectId: number; field: string }>(
      sql`SELECT DISTINCT subject_id AS "subjectId", field FROM correction WHERE subject = ${subject}`,
    );
    return new Set(rows.map((row) => `${row.subjectId}.${row.field}`));
  }
}
