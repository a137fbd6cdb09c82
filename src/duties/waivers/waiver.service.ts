import { Injectable } from '@nestjs/common';
import { isRefusal, refuse } from '../../domain/refusal';
import { waive } from '../../domain/review';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { type DutyAct, DutyActs } from '../duty-acts.service';
import { type DutyRow, loadDuties } from '../duty-facts';
import { type DutyStandView, toDutyStandView } from '../duty-stand.view';
import { ExtensionLapse } from '../extensions/extension-lapse.service';
import { demandAll } from '../reports/row-verdict';

/** 免报: the office lets a unit off; what was handed in stays on record. */
@Injectable()
export class WaiverService {
  constructor(
    private readonly db: Database,
    private readonly acts: DutyActs,
    private readonly lapse: ExtensionLapse,
  ) {}

  async waive(
    actor: Actor,
    dutyId: number,
    version: number,
    reason: string,
    at: Date,
  ): Promise<DutyStandView> {
    return this.db.write(async () => {
      const duty = await this.acts.find(dutyId, sql`1 = 1`, version);
      return this.waiveOne(actor, duty, reason, at);
    });
  }

  /** Many at once, all or nothing. */
  async waiveAll(
    actor: Actor,
    dutyIds: readonly number[],
    reason: string,
    at: Date,
  ): Promise<DutyStandView[]> {
    return this.db.write(async () => {
      const duties = await loadDuties(this.db, sql`d.id IN ${sql.list(dutyIds)}`);
      demandAll(
        dutyIds.map((dutyId) => {
          const duty = duties.find(({ id }) => id === dutyId);
          const decision = duty ? waive(duty, reason) : refuse('not-found');
          return { dutyId, refusal: isRefusal(decision) ? decision : undefined };
        }),
      );
      const views: DutyStandView[] = [];
      for (const duty of duties) views.push(await this.waiveOne(actor, duty, reason, at));
      return views;
    });
  }

  private async waiveOne(actor: Actor, duty: DutyRow, reason: string, at: Date): Promise<DutyStandView> {
    const act: DutyAct = { kind: 'waived', at, reason, waivedReason: reason };
    const changes = await this.acts.act(actor, duty, waive(duty, reason), act);
    await this.lapse.lapse(actor, [duty.id], at, '已免报,申请终结。');
    await this.acts.tell(duty, ({ item, period }, to) => {
      return { ...to, kind: 'waived', textKey: 'waived', facts: { item, period, reason } };
    });
    return toDutyStandView(duty, changes);
  }
}
