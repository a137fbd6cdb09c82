import { Injectable } from '@nestjs/common';
import { minutesOfDay } from '../domain/day';
import { refuse } from '../domain/refusal';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import type { DraftView } from './draft.view';
import type { ReportKind } from './report.entity';
import { ownDuties } from './report-scope';
import { type ReportText, warningsAbout } from './report-text';

export type DraftBody = ReportText & { kind: ReportKind };

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
    await this.demandOwn(actor, dutyId);
    return toDraftView(dutyId, await this.stored(dutyId), []);
  }

  /** Saves over version `version` (0: there was none); whoever was faster is named in the refusal. */
  async replace(actor: Actor, dutyId: number, version: number, draft: DraftBody, at: Date): Promise<DraftView> {
    return this.db.write(async () => {
      await this.demandOwn(actor, dutyId);
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

  private async demandOwn(actor: Actor, dutyId: number): Promise<void> {
    const duty = await this.db.row(
      sql`SELECT d.id FROM duty d WHERE d.id = ${dutyId} AND ${ownDuties(actor)}`,
    );
    if (!duty) throw new Refused(refuse('not-found'));
  }

  private stored(dutyId: number): Promise<DraftRow | undefined> {
    return this.db.row<DraftRow>(sql`
      SELECT f.version, f.body, f.at, COALESCE(a.display_name, '系统') AS "by"
        FROM draft f LEFT JOIN account a ON a.id = f.by_account WHERE f.duty_id = ${dutyId}`);
  }
}

function toDraftView(dutyId: number, row: DraftRow | undefined, warnings: string[]): DraftView {
  const body = row ? (JSON.parse(row.body) as DraftBody) : EMPTY;
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
