import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/audit';
import { Database } from '../../platform/database/database';
import type { Actor } from '../../platform/http/actor';
import { DutyActs } from '../duty-acts.service';
import type { DutyRow } from '../duty-facts';
import { record } from '../duty-history';
import type { DutyName } from '../duty-names';

type SayWhat = (name: DutyName) => string;

/** What is written down and told of an objection; inside the write that took or answered it. */
@Injectable()
export class DisputeRecord {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly acts: DutyActs,
  ) {}

  async raised(
    by: Actor,
    duty: DutyRow,
    dispute: { id: number; reason: string; at: Date },
    what: SayWhat,
  ): Promise<void> {
    const { id, reason, at } = dispute;
    await record(this.db, duty.id, { kind: 'disputed', reason, by: by.accountId, at });
    const facts = { duty: duty.id, reason };
    this.audit.note(by, { action: 'dispute.raised', subject: 'dispute', subjectId: id, facts });
    await this.acts.tell(duty, (name, to) => {
      const told = { unitName: name.unitName, what: what(name), reason };
      return {
        ...to,
        unitId: 0,
        audience: 'office',
        kind: 'dispute-raised',
        step: id,
        textKey: 'dispute-raised',
        facts: told,
      };
    });
  }

  async answered(
    by: Actor,
    duty: DutyRow,
    dispute: { id: number; upheld: boolean; answer: string; at: Date },
    what: SayWhat,
  ): Promise<void> {
    const { id, upheld, answer, at } = dispute;
    const kind = upheld ? 'dispute-upheld' : 'dispute-refused';
    await record(this.db, duty.id, { kind, reason: answer, by: by.accountId, at });
    const facts = { duty: duty.id, upheld, answer };
    this.audit.note(by, { action: 'dispute.answered', subject: 'dispute', subjectId: id, facts });
    await this.acts.tell(duty, (name, to) => {
      const told = { what: what(name), verdict: upheld ? '异议成立' : '维持原决定', answer };
      return {
        ...to,
        kind: 'dispute-answered',
        step: id,
        textKey: 'dispute-answered',
        facts: told,
        urgent: true,
      };
    });
  }
}
