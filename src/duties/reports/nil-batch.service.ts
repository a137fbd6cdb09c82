import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import type { NilBatchView } from './batch.view';
import type { HandInRow, HandInTerms } from './hand-in-check';
import { HandInService } from './hand-in.service';
import { ownDuties } from './report-scope';

export interface NilRequest {
  period: string;
  scheduleId?: number;
  /** '' when none was written. */
  sentence: string;
}

/** 其余均无新进展: one click for all that is still open. */
@Injectable()
export class NilBatchService {
  constructor(
    private readonly db: Database,
    private readonly handIns: HandInService,
  ) {}

  /** Reports nil for every open duty of the period that may be nil; the others are named and stay open. */
  async reportNil(actor: Actor, request: NilRequest, terms: HandInTerms): Promise<NilBatchView> {
    return this.db.write(async () => {
      const { period, scheduleId, sentence } = request;
      const open = await this.db.rows<Pick<HandInRow, 'dutyId' | 'version'>>(sql`
        SELECT d.id AS "dutyId", d.version FROM duty d
         WHERE ${ownDuties(actor)} AND d.state = 'open' AND d.period = ${period}
           AND ${scheduleId === undefined ? sql`1 = 1` : sql`d.schedule_id = ${scheduleId}`} ORDER BY d.id`);
      const nil = {
        kind: 'nil',
        progress: sentence,
        problems: '',
        nextSteps: '',
        yearSummary: '',
        remark: '',
      } as const;
      const rows = open.map((duty): HandInRow => ({ ...duty, ...nil, dataAsOf: null, missingUnits: null }));
      return this.handIns.handInWhatMay(actor, rows, terms);
    });
  }
}
