import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { Corrections } from '../audit/corrections';
import type { Day } from '../domain/day';
import { refuse } from '../domain/refusal';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { InvalidInput, Refused } from '../platform/http/refused';
import { UnitFollowers } from './unit-followers';

/** Who a collective stands for, for every plan: dated, and nothing is deleted. */
@Injectable()
export class MemberChanges {
  constructor(
    private readonly db: Database,
    private readonly followers: UnitFollowers,
    private readonly corrections: Corrections,
    private readonly audit: Audit,
  ) {}

  /** The unit belongs to it from `since` on; what the collective is charged with follows in the same write. */
  async add(by: Actor, collectiveId: number, unitCode: string, since: Day): Promise<void> {
    await this.db.write(async () => {
      const { name } = await this.claim(collectiveId);
      const unit = await this.db.row<{ id: number; name: string; succeededBy: number | null }>(
        sql`SELECT id, name, succeeded_by AS "succeededBy" FROM unit WHERE code = ${unitCode}`,
      );
      if (!unit) throw new InvalidInput([{ field: 'unitCode', message: '没有这个单位' }]);
      if (unit.succeededBy !== null) throw new Refused(refuse('unit-merged', { unit: unit.name }));
      const overlap = await this.db.row(sql`
        SELECT id FROM membership WHERE collective_id = ${collectiveId} AND unit_id = ${unit.id}
           AND (until IS NULL OR until > ${since})`);
      if (overlap) throw new Refused(refuse('member-already', { unit: unit.name, since }));
      await this.db.changed(sql`
        INSERT INTO membership (collective_id, unit_id, plan_id, since, until)
        VALUES (${collectiveId}, ${unit.id}, 0, ${since}, NULL)`);
      this.note(by, 'collective.member-added', collectiveId, { unit: unit.name, since });
      await this.followers.membersChanged(by, `列入${name}`);
    });
  }

  /** `until` is the first day on which it is no member any more. The seeds yield from then on. */
  async end(
    by: Actor,
    collectiveId: number,
    unitId: number,
    { until, reason }: { until: Day; reason: string },
  ): Promise<void> {
    await this.db.write(async () => {
      await this.claim(collectiveId);
      const current = await this.db.rows<{ id: number; since: Day; unit: string }>(sql`
        SELECT m.id, m.since, u.name AS unit FROM membership m JOIN unit u ON u.id = m.unit_id
         WHERE m.collective_id = ${collectiveId} AND m.unit_id = ${unitId} AND m.until IS NULL`);
      if (current.length === 0) throw new Refused(refuse('not-found'));
      for (const { id, since, unit } of current) {
        if (until <= since) throw new Refused(refuse('member-before-start', { unit, since }));
        await this.db.changed(sql`UPDATE membership SET until = ${until} WHERE id = ${id}`);
        const change = { field: 'until', oldValue: '', newValue: until, reason };
        await this.corrections.keep(by, { subject: 'membership', subjectId: id, version: 0, ...change });
        this.note(by, 'collective.member-ended', collectiveId, { unit, until, reason });
      }
      await this.followers.membersChanged(by, reason);
    });
  }

  /** Two who change the members at once follow each other. */
  private async claim(collectiveId: number): Promise<{ name: string }> {
    await this.db.changed(sql`UPDATE collective SET name = name WHERE id = ${collectiveId}`);
    const row = await this.db.row<{ name: string }>(
      sql`SELECT name FROM collective WHERE id = ${collectiveId}`,
    );
    if (!row) throw new Refused(refuse('not-found'));
    return row;
  }

  private note(by: Actor, action: string, subjectId: number, facts: Record<string, unknown>): void {
    this.audit.note(by, { action, subject: 'collective', subjectId, facts });
  }
}
