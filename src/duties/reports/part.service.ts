import { Injectable } from '@nestjs/common';
import type { DutyState } from '../../domain/duty-state';
import { sayPeriod } from '../../domain/period';
import { refuse } from '../../domain/refusal';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import { sayDutyState } from '../lists/duty.view';
import type { PartsView, PartView } from './part.view';
import { ReportReads } from './report-reads.service';
import { ownDuties, readableDuties } from './report-scope';

interface LeadRow {
  id: number;
  itemId: number;
  period: string;
  state: DutyState;
  own: number;
  leads: number;
}

type PartRow = Omit<PartView, 'periodText' | 'stateText' | 'missing' | 'report'> & { period: string };

/** What the supporters of an item have handed in, in 建制顺序, for its lead, the office and the readers. */
@Injectable()
export class PartService {
  constructor(
    private readonly db: Database,
    private readonly reads: ReportReads,
  ) {}

  /** `dutyId` is the lead's duty; of anything else there are no parts. */
  async partsOf(actor: Actor, dutyId: number): Promise<PartsView> {
    const lead = await this.db.row<LeadRow>(sql`
      SELECT d.id, d.item_id AS "itemId", d.period, d.state, CASE WHEN ${ownDuties(actor)} THEN 1 ELSE 0 END AS own,
             (SELECT COUNT(DISTINCT l.unit_id) FROM duty l WHERE l.item_id = d.item_id AND l.lead_period = d.lead_period
                 AND l.role = 'lead' AND l.state <> 'waived') AS leads
        FROM duty d WHERE d.id = ${dutyId} AND d.role = 'lead' AND ${readableDuties(actor)}`);
    if (!lead) throw new Refused(refuse('not-found'));
    const parts = await this.parts(lead);
    return {
      maySendBack:
        lead.own === 1 && lead.leads === 1 && lead.state !== 'submitted' && lead.state !== 'accepted',
      total: parts.length,
      received: parts.filter(({ missing }) => !missing).length,
      parts,
    };
  }

  private async parts(lead: LeadRow): Promise<PartView[]> {
    const rows = await this.db.rows<PartRow>(sql`
      SELECT d.id AS "dutyId", d.version, d.period, u.id AS "unitId", u.name AS "unitName", d.state
        FROM duty d JOIN unit u ON u.id = d.unit_id
       WHERE d.item_id = ${lead.itemId} AND d.lead_period = ${lead.period} AND d.role = 'support' AND d.state <> 'waived'
       ORDER BY u.sort, d.opens_on, d.id`);
    const reports = await this.reads.reports(sql`r.state IN ('standing', 'returned')
      AND r.duty_id IN ${sql.list(rows.map(({ dutyId }) => dutyId))}`);
    return rows.map(({ period, ...row }) => ({
      ...row,
      periodText: sayPeriod(period),
      stateText: sayDutyState('support', row.state),
      missing: row.state !== 'accepted',
      // the latest revision comes first
      report: reports.find(({ dutyId }) => dutyId === row.dutyId) ?? null,
    }));
  }
}
