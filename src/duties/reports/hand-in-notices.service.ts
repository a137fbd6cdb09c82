import { Injectable } from '@nestjs/common';
import { dayOf, sayShortDay } from '../../domain/day';
import { type NewNotice, Notices } from '../../notices/notices';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import { type DutyName, dutyNames } from '../duty-names';
import type { HandInTerms } from './hand-in-check';
import type { GoodReport } from './report-rows';

const VIA = { web: '网上', paper: '纸质', phone: '电话', oa: 'OA' } as const;

/**
 * Who hears of a hand-in: the one lead of a part, and the unit on whose behalf the office wrote; nobody else, and
 * nobody at all while the schedule is in trial (domain §4.3).
 */
@Injectable()
export class HandInNotices {
  constructor(
    private readonly db: Database,
    private readonly notices: Notices,
  ) {}

  /** Inside the write that stored the reports. */
  async tell(all: readonly GoodReport[], terms: HandInTerms): Promise<void> {
    const reports = all.filter(({ duty }) => duty.counts === 1);
    const leads = await this.singleLeads(reports);
    const told = terms.by === 'office' ? reports.map(({ duty }) => duty.id) : [...leads.keys()];
    if (told.length === 0) return;
    const names = await dutyNames(this.db, told);
    const notices = reports.flatMap((report): NewNotice[] => {
      const name = names.get(report.duty.id);
      if (!name) return [];
      const lead = leads.get(report.duty.id);
      return [
        ...(lead === undefined ? [] : [partArrived(report, lead, name)]),
        ...(terms.by === 'office' ? [onBehalf(report, terms, name)] : []),
      ];
    });
    await this.notices.tell(notices);
  }

  /** Where many lead together (a collective) none of them works a part in: they read it, untold. */
  private async singleLeads(reports: readonly GoodReport[]): Promise<Map<number, number>> {
    const parts = reports.filter(({ duty }) => duty.role === 'support').map(({ duty }) => duty.id);
    if (parts.length === 0) return new Map();
    const rows = await this.db.rows<{ dutyId: number; unitId: number }>(sql`
      SELECT d.id AS "dutyId", MIN(l.unit_id) AS "unitId"
        FROM duty d JOIN duty l ON l.item_id = d.item_id AND l.lead_period = d.lead_period AND l.role = 'lead' AND l.state <> 'waived'
       WHERE d.id IN ${sql.list(parts)} GROUP BY d.id HAVING COUNT(DISTINCT l.unit_id) = 1`);
    return new Map(rows.map(({ dutyId, unitId }) => [dutyId, unitId]));
  }
}

/** One notice a revision: a unit and duty may tell of the same kind only once otherwise. */
const about = ({ duty, facts }: GoodReport) => ({
  dutyId: duty.id,
  round: duty.round,
  step: facts.revision + 1,
});

function partArrived(
  report: GoodReport,
  leadUnitId: number,
  { unitName, item, period }: DutyName,
): NewNotice {
  const facts = { unitName, item, period };
  return {
    unitId: leadUnitId,
    audience: 'unit',
    ...about(report),
    kind: 'part-arrived',
    textKey: 'part-arrived',
    facts,
  };
}

function onBehalf(report: GoodReport, terms: HandInTerms, { item, period, unitId }: DutyName): NewNotice {
  const receivedOn = sayShortDay(terms.receivedOn ?? dayOf(terms.at));
  const facts = { item, period, via: VIA[terms.via], receivedOn };
  return {
    unitId,
    audience: 'unit',
    ...about(report),
    kind: 'on-behalf',
    textKey: 'on-behalf',
    facts,
    urgent: true,
  };
}
