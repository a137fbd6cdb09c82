import { Injectable } from '@nestjs/common';
import { minutesOfDay } from '../../domain/day';
import type { Role } from '../../domain/duty-state';
import { yearSummaryRefused } from '../../domain/hand-in';
import { isPeriod, isYearEnd, type Period, sayPeriod } from '../../domain/period';
import { refuse } from '../../domain/refusal';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import type { DraftView } from './draft.view';
import type { ReportKind } from './report.entity';
import { ownDuties } from './report-scope';
import { MAX_YEAR_SUMMARY } from './report.dto';
import { type ReportText, warningsAbout } from './report-text';

export type DraftBody = ReportText & { kind: ReportKind };

interface OwnDuty {
  chargeId: number;
  role: Role;
  period: Period;
}

interface DraftRow {
  version: number;
  body: string;
  at: string;
  by: string;
}

const EMPTY: DraftBody = {
  kind: 'full',
  progress: '',
  problems: '',
  nextSteps: '',
  yearSummary: '',
  remark: '',
};

/** 草稿: shared by the contacts of a unit. No audit entry: nothing has been said to anybody yet. */
@Injectable()
export class DraftService {
  constructor(private readonly db: Database) {}

  async read(actor: Actor, dutyId: number): Promise<DraftView> {
    const duty = await this.demandOwn(actor, dutyId);
    const stored = await this.stored(dutyId);
    return toDraftView(dutyId, stored, [], stored ? '' : await this.yearSoFar(duty));
  }

  /** Saves over version `version` (0: there was none); whoever was faster is named in the refusal. */
  async replace(
    actor: Actor,
    dutyId: number,
    version: number,
    draft: DraftBody,
    at: Date,
  ): Promise<DraftView> {
    return this.db.write(async () => {
      const refusal = yearSummaryRefused(await this.demandOwn(actor, dutyId), draft.yearSummary);
      if (refusal) throw new Refused(refusal);
      const body = JSON.stringify(draft);
      const saved =
        version === 0
          ? await this.db.changed(sql`
              INSERT INTO draft (duty_id, version, body, at, by_account)
              VALUES (${dutyId}, 1, ${body}, ${at}, ${actor.accountId}) ON CONFLICT (duty_id) DO NOTHING`)
          : await this.db.changed(sql`
              UPDATE draft SET version = version + 1, body = ${body}, at = ${at}, by_account = ${actor.accountId}
               WHERE duty_id = ${dutyId} AND version = ${version}`);
      const stored = await this.stored(dutyId);
      if (saved === 1) return toDraftView(dutyId, stored, warningsAbout(draft));
      // gone: a colleague has handed the report in meanwhile
      if (!stored) throw new Refused(refuse('stale-version'));
      throw new Refused(refuse('draft-changed', { by: stored.by, time: timeOf(new Date(stored.at)) }));
    });
  }

  private async demandOwn(actor: Actor, dutyId: number): Promise<OwnDuty> {
    const duty = await this.db.row<OwnDuty>(sql`
      SELECT d.charge_id AS "chargeId", d.role, d.period FROM duty d WHERE d.id = ${dutyId} AND ${ownDuties(actor)}`);
    if (!duty) throw new Refused(refuse('not-found'));
    return duty;
  }

  /** 全年总结 begins with what the year's earlier reports said (domain §4.7); of any other report it stays empty. */
  private async yearSoFar({ chargeId, role, period }: OwnDuty): Promise<string> {
    if (role !== 'lead' || !isYearEnd(period)) return '';
    const year = period.slice(0, 4);
    const told = await this.db.rows<{ period: Period; progress: string }>(sql`
      SELECT d.period, r.progress FROM duty d JOIN report r ON r.duty_id = d.id AND r.state = 'standing'
       WHERE d.charge_id = ${chargeId} AND d.period LIKE ${`${year}%`} AND d.period <> ${period} AND r.progress <> ''
       ORDER BY d.opens_on, d.id`);
    return told
      .filter((report) => isPeriod(report.period))
      .map((report) => `${sayPeriod(report.period)}:\n${report.progress}`)
      .join('\n\n')
      .slice(0, MAX_YEAR_SUMMARY);
  }

  private stored(dutyId: number): Promise<DraftRow | undefined> {
    return this.db.row<DraftRow>(sql`
      SELECT f.version, f.body, f.at, COALESCE(a.display_name, '系统') AS "by"
        FROM draft f LEFT JOIN account a ON a.id = f.by_account WHERE f.duty_id = ${dutyId}`);
  }
}

/** Without a draft it begins with `yearSummary`. */
function toDraftView(
  dutyId: number,
  row: DraftRow | undefined,
  warnings: string[],
  yearSummary = '',
): DraftView {
  const body = row ? (JSON.parse(row.body) as DraftBody) : { ...EMPTY, yearSummary };
  return {
    dutyId,
    ...EMPTY,
    ...body,
    version: row?.version ?? 0,
    savedAt: row?.at ?? null,
    by: row?.by ?? null,
    warnings,
  };
}

/** 16:02 in Shanghai. */
function timeOf(at: Date): string {
  const minutes = minutesOfDay(at);
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
