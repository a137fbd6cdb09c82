import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { dayOf } from '../domain/day';
import { refuse } from '../domain/refusal';
import { grouped } from '../duties/lists/grouped';
import { Notices } from '../notices/notices';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import { namedDuties } from './owed-duties';
import type { OwedDuty } from './owed-list';
import type { UrgeDto } from './urge.dto';
import type { EarlierMessageView, UrgedUnitView, UrgingView } from './urge.view';

/** A person's own 催 (domain §6): at once, at most once a day and unit, and it shows what went already. */
@Injectable()
export class UrgesService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly notices: Notices,
    private readonly audit: Audit,
  ) {}

  async urge(actor: Actor, body: UrgeDto): Promise<UrgingView> {
    return this.db.write(async () => {
      const duties = await namedDuties(
        this.db,
        sql`${named(body)} AND d.owed_on IS NOT NULL AND d.counts = 1 AND ${mayUrge(actor)}`,
      );
      if (duties.length === 0) throw new Refused(refuse('nothing-owed'));
      const earlier = await this.earlier(duties);
      const by = actor.role === 'unit' ? `牵头单位${await this.unitName(actor.unitId)}` : '质强办';
      const units: UrgedUnitView[] = [];
      for (const [unitId, own] of grouped(duties, (duty) => duty.unitId)) {
        const sent = await this.tell(unitId, own, by, body.note ?? '');
        units.push({ unitId, unitName: own[0]?.unitName ?? '', duties: own.length, sent });
        if (!sent) continue;
        const facts = { duties: own.map(({ id }) => id), note: body.note ?? '' };
        this.audit.note(actor, { action: 'unit.urged', subject: 'unit', subjectId: unitId, facts });
      }
      return { units, earlier };
    });
  }

  /** One notice speaks to the unit; beside it a row for each duty says that it was urged. */
  private async tell(
    unitId: number,
    duties: readonly OwedDuty[],
    by: string,
    note: string,
  ): Promise<boolean> {
    const now = this.clock.now();
    const day = dayOf(now);
    const told = await this.notices.tell([
      {
        ...{ unitId, audience: 'unit', kind: 'urge', aboutOn: day, urgent: true },
        textKey: 'urge',
        // the composer reads what is still owed when it is sent
        facts: { by, note: note && `${note}。`, left: duties.length, list: '' },
      },
    ]);
    if (told === 0) return false;
    await this.db.changed(sql`
      INSERT INTO notice (unit_id, audience, duty_id, round, kind, step, about_on, day, at,
                          urgent, text_key, facts, outcome, message_id)
      SELECT d.unit_id, 'unit', d.id, d.round, 'urge', 0, ${sql.text(day)}, ${sql.text(day)}, ${sql.text(now)},
             0, 'urge', '{}', 'sent', 0
        FROM duty d WHERE d.id IN ${sql.list(duties.map(({ id }) => id))}
      ON CONFLICT (unit_id, duty_id, round, kind, step, about_on) DO NOTHING`);
    return true;
  }

  private earlier(duties: readonly OwedDuty[]): Promise<EarlierMessageView[]> {
    return this.db.rows(sql`
      SELECT n.unit_id AS "unitId", n.kind, n.day, COUNT(*) AS duties FROM notice n
       WHERE n.duty_id IN ${sql.list(duties.map(({ id }) => id))} AND n.kind IN ('remind', 'ladder', 'urge')
         AND n.outcome = 'sent'
       GROUP BY n.unit_id, n.kind, n.day ORDER BY n.day DESC, n.unit_id LIMIT 100`);
  }

  private async unitName(id: number): Promise<string> {
    return (await this.db.row<{ name: string }>(sql`SELECT name FROM unit WHERE id = ${id}`))?.name ?? '';
  }
}

function named({ dutyIds, unitId = 0, period = '' }: UrgeDto): Sql {
  if (dutyIds) return sql`d.id IN ${sql.list(dutyIds)}`;
  return sql`d.unit_id = ${unitId} AND d.period = ${period}`;
}

/** The office everybody; a lead the supporters whose parts go into its report. */
function mayUrge(actor: Actor): Sql {
  if (actor.role !== 'unit') return sql`1 = 1`;
  return sql`d.role = 'support' AND EXISTS (
    SELECT 1 FROM duty l WHERE l.item_id = d.item_id AND l.lead_period = d.lead_period AND l.role = 'lead'
       AND l.unit_id IN ${sql.list(actor.unitIds)})`;
}
