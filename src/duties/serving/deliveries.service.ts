import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/audit';
import { refuse } from '../../domain/refusal';
import { Clock } from '../../platform/clock/clock';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import type { ServeDto } from '../lists/duties.dto';
import { ServingService } from './serving.service';

/** 送达 on paper, by phone or through OA, as the office writes it down. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly db: Database,
    private readonly serving: ServingService,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async record(by: Actor, unitId: number, dto: ServeDto): Promise<number> {
    const { via, servedOn, note = '' } = dto;
    if (servedOn > this.clock.today()) throw new Refused(refuse('day-in-future', { day: servedOn }));
    return this.db.write(async () => {
      const unit = await this.db.row(sql`SELECT id FROM unit WHERE id = ${unitId}`);
      if (!unit) throw new Refused(refuse('not-found'));
      const served = await this.serving.serve([unitId], { via, servedOn, note, by: by.accountId });
      this.audit.note(by, {
        action: 'unit.served',
        subject: 'unit',
        subjectId: unitId,
        facts: { via, servedOn, note, served },
      });
      return served;
    });
  }
}
