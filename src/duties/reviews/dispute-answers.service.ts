import { Injectable } from '@nestjs/common';
import { answerRefused } from '../../domain/dispute-rules';
import { refuse } from '../../domain/refusal';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import { type DisputeRow, findDecided, loadDisputes, sayDecided } from './dispute-facts';
import { DisputeRecord } from './dispute-record.service';
import { DisputeRedress } from './dispute-redress.service';
import { Reviewers } from './reviewers.service';

export interface DisputeAnswer {
  upheld: boolean;
  answer: string;
  at: Date;
}

/** Somebody in the office answers an objection: never who took the decision, nor who belongs to the unit. */
@Injectable()
export class DisputeAnswers {
  constructor(
    private readonly db: Database,
    private readonly reviewers: Reviewers,
    private readonly redress: DisputeRedress,
    private readonly records: DisputeRecord,
  ) {}

  async answer(actor: Actor, disputeId: number, said: DisputeAnswer): Promise<void> {
    await this.db.write(async () => {
      const [dispute] = await loadDisputes(this.db, sql`o.id = ${disputeId}`);
      if (!dispute) throw new Refused(refuse('not-found'));
      const decided = await findDecided(this.db, dispute.subject, dispute.subjectId);
      const own = answerRefused(decided.byAccount, actor.accountId);
      if (own) throw new Refused(own);
      await this.reviewers.demandMay(actor, dispute.unitId);
      await this.close(actor, dispute, said);
      const duty = await this.redress.lock(decided);
      if (said.upheld) await this.redress.undo(actor, duty, decided, said);
      await this.records.answered(actor, duty, { id: dispute.id, ...said }, ({ item, period }) =>
        sayDecided(item, period, dispute.verdict),
      );
    });
  }

  private async close(
    actor: Actor,
    { id }: DisputeRow,
    { upheld, answer, at }: DisputeAnswer,
  ): Promise<void> {
    const closed = await this.db.changed(sql`
      UPDATE dispute SET state = ${upheld ? 'upheld' : 'refused'}, answer = ${answer}, answered_at = ${at},
             answered_by = ${actor.accountId}
       WHERE id = ${id} AND state = 'pending'`);
    if (closed !== 1) throw new Refused(refuse('wrong-state', { state: '已答复', action: '答复' }));
  }
}
