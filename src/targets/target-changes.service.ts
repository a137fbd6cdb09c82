import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import type { Day } from '../domain/day';
import { isPeriod } from '../domain/period';
import { refuse } from '../domain/refusal';
import type { PathPoint } from '../domain/target-light';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import { leadsOf } from './target-leads';

export interface NewReading {
  period: string;
  value: number;
  asOf: Day;
  source: string;
}

interface TargetStand {
  itemId: number | null;
  filledBy: string;
  byOn: Day;
  definition: string;
  path: string;
  version: number;
}

/** The office settles what targets count; it fills them itself, or has their leading units do so (domain §2). */
@Injectable()
export class TargetChanges {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** 填报: replaces the period's current value of the office or of the unit, which stays as an old one. */
  async fill(by: Actor, targetId: number, reading: NewReading): Promise<void> {
    const { period, value, asOf, source } = reading;
    if (!isPeriod(period)) throw new Refused(refuse('reading-period', { period }));
    if (asOf > this.clock.today()) throw new Refused(refuse('day-in-future', { day: asOf }));
    await this.db.write(async () => {
      // locks the target: two who fill one period at once follow each other, and the later value stands
      await this.db.changed(sql`UPDATE target SET version = version WHERE id = ${targetId}`);
      const unitId = await this.fillerOf(by, targetId);
      await this.db.changed(sql`
        UPDATE reading SET state = 'old'
         WHERE target_id = ${targetId} AND unit_id = ${unitId} AND period = ${period} AND state <> 'old'`);
      await this.db.changed(sql`
        INSERT INTO reading (target_id, unit_id, period, value, as_of, source, state, at, by_account)
        VALUES (${targetId}, ${unitId}, ${period}, ${value}, ${asOf}, ${source}, 'current', ${this.clock.now()}, ${by.accountId})`);
      const facts = { ...reading, unitId };
      this.audit.note(by, { action: 'target.filled', subject: 'target', subjectId: targetId, facts });
    });
  }

  /** A unit is asked for figures only when the office switches that on (domain §2), and only where somebody leads. */
  async assignFilling(
    by: Actor,
    targetId: number,
    version: number,
    filledBy: 'office' | 'unit',
    reason: string,
  ): Promise<void> {
    await this.change(by, targetId, version, 'target.filling-assigned', (target) => {
      if (target.filledBy === filledBy) throw new Refused(refuse('nothing-changes'));
      if (filledBy === 'unit' && target.itemId === null) throw new Refused(refuse('target-of-no-item'));
      return { sets: sql`filled_by = ${filledBy}`, facts: { filledBy, reason } };
    });
  }

  /** 明确口径 and the path by which the light judges. */
  async define(
    by: Actor,
    targetId: number,
    version: number,
    definition: string,
    path: readonly PathPoint[],
  ): Promise<void> {
    await this.change(by, targetId, version, 'target.defined', (target) => {
      requireForward(path, target.byOn);
      const points = JSON.stringify(path.map(({ on, value }) => ({ on, value })));
      const before = { definition: target.definition, path: target.path };
      return {
        sets: sql`definition = ${definition}, path = ${points}`,
        facts: { before, after: { definition, path: points } },
      };
    });
  }

  /** 核定 after the horizon: from then on the light judges the last value instead of waiting. */
  async settle(by: Actor, targetId: number, version: number, note: string): Promise<void> {
    const today = this.clock.today();
    await this.change(by, targetId, version, 'target.settled', ({ byOn }) => {
      if (today <= byOn) throw new Refused(refuse('target-not-over', { byOn }));
      return { sets: sql`settled_on = ${today}`, facts: { note } };
    });
  }

  /** 0 for the office; a unit's own id, for which it acts, if it leads the item and was asked. */
  private async fillerOf(by: Actor, targetId: number): Promise<number> {
    const target = await this.db.row<Pick<TargetStand, 'itemId' | 'filledBy'>>(
      sql`SELECT item_id AS "itemId", filled_by AS "filledBy" FROM target WHERE id = ${targetId}`,
    );
    if (!target) throw new Refused(refuse('not-found'));
    const byUnits = target.filledBy === 'unit' && target.itemId !== null;
    if (by.role !== 'unit') {
      if (byUnits) throw new Refused(refuse('target-filled-by-unit'));
      return 0;
    }
    const leads = byUnits ? await leadsOf(this.db, [targetId], this.clock.today()) : [];
    const own = leads.find(({ unitId }) => by.unitIds.includes(unitId));
    if (!own) throw new Refused(refuse('not-found'));
    return own.unitId;
  }

  private async change(
    by: Actor,
    targetId: number,
    version: number,
    action: string,
    decide: (target: TargetStand) => { sets: Sql; facts: Record<string, unknown> },
  ): Promise<void> {
    await this.db.write(async () => {
      const target = await this.db.row<TargetStand>(
        sql`SELECT item_id AS "itemId", filled_by AS "filledBy", by_on AS "byOn", definition, path, version
              FROM target WHERE id = ${targetId}`,
      );
      if (!target) throw new Refused(refuse('not-found'));
      if (target.version !== version) throw new Refused(refuse('stale-version'));
      const { sets, facts } = decide(target);
      const changed = await this.db.changed(sql`
        UPDATE target SET ${sets}, version = version + 1 WHERE id = ${targetId} AND version = ${version}`);
      if (changed !== 1) throw new Refused(refuse('stale-version'));
      this.audit.note(by, { action, subject: 'target', subjectId: targetId, version: version + 1, facts });
    });
  }
}

function requireForward(path: readonly PathPoint[], byOn: Day): void {
  path.forEach(({ on }, index) => {
    const before = path[index - 1];
    if (on > byOn || (before && on <= before.on)) throw new Refused(refuse('path-not-forward', { on }));
  });
}
