import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/audit';
import { Calendar } from '../../calendar/calendar';
import type { Day } from '../../domain/day';
import type { Light } from '../../domain/lights';
import { refuse } from '../../domain/refusal';
import { Clock } from '../../platform/clock/clock';
import { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import { slices } from '../duty-facts';
import type { OverrideLightDto } from './duties.dto';
import { lightColumns, type LightRow, lightsOf } from './light-facts';
import { shownLightSql } from './light-sql';

/** Keeps the lights of the past, so that any day can be shown as it was, and a person's overrides (domain §7). */
@Injectable()
export class LightsService {
  constructor(
    private readonly db: Database,
    private readonly calendar: Calendar,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The sweep: writes a light down when it is another one than before; answers how many changed. */
  async recordLights(asOf: Day): Promise<number> {
    const calendar = await this.calendar.current();
    const changed = sql`
      SELECT ${lightColumns(asOf)} FROM duty d JOIN schedule s ON s.id = d.schedule_id
       WHERE ${movable(await this.recordedThrough())} AND ${shownLightSql(asOf, calendar)} <> COALESCE((SELECT l.light FROM light_change l
             WHERE l.duty_id = d.id AND l.from_on <= ${asOf} ORDER BY l.from_on DESC LIMIT 1), '')`;
    if (!(await this.db.row(sql`${changed} LIMIT 1`))) return 0;
    return this.db.write(async () => {
      const rows = await this.db.rows<LightRow>(changed);
      for (const some of slices(rows)) {
        await this.insert(await lightsOf(this.db, some, asOf, calendar), asOf);
      }
      return rows.length;
    });
  }

  /** 人工调整, with its reason and its end; the computed light shows again after that day. */
  async override(by: Actor, dutyId: number, dto: OverrideLightDto): Promise<void> {
    const today = this.clock.today();
    const { light, reason, until } = dto;
    if (until < today) throw new Refused(refuse('override-until-past', { until }));
    await this.db.write(async () => {
      const made = await this.db.changed(sql`
        INSERT INTO light_override (duty_id, light, reason, since, until, by_account, at)
        SELECT d.id, ${sql.text(light)}, ${sql.text(reason)}, ${sql.text(today)}, ${sql.text(until)},
               ${sql.int(by.accountId)}, ${sql.text(this.clock.now())} FROM duty d WHERE d.id = ${dutyId}`);
      if (made === 0) throw new Refused(refuse('not-found'));
      this.audit.note(by, {
        action: 'light.overridden',
        subject: 'duty',
        subjectId: dutyId,
        facts: { light, reason, until },
      });
    });
  }

  /** The day of the last sweep; everything counts as new when there was none. */
  private async recordedThrough(): Promise<Day> {
    const sweep = await this.db.row<{ day: Day }>(
      sql`SELECT done_day AS day FROM sweep WHERE name = 'lights'`,
    );
    return sweep?.day ?? '';
  }

  private async insert(lights: ReadonlyMap<number, Light>, asOf: Day): Promise<void> {
    const values = [...lights].map(([dutyId, { colour, reason }]) =>
      sql.list([dutyId, asOf, colour, reason.slice(0, 200)]),
    );
    // a light that changes twice in a day leaves the later one
    await this.db.changed(sql`
      INSERT INTO light_change (duty_id, from_on, light, reason) VALUES ${sql.join(values)}
      ON CONFLICT (duty_id, from_on) DO UPDATE SET light = excluded.light, reason = excluded.reason`);
  }
}

/**
 * Duties (alias d) whose light can be another one than on day `since`: time moves what is owed or under review and
 * what was made up late; all else moves by an event, an override or a release. Settled ones are not looked at again.
 */
function movable(since: Day): Sql {
  return sql`(d.owed_on IS NOT NULL OR d.state = 'submitted'
    OR d.id IN (SELECT e.duty_id FROM duty_event e WHERE e.on_day >= ${since})
    OR d.id IN (SELECT y.duty_id FROM light_change y WHERE y.light = 'yellow')
    OR d.id IN (SELECT o.duty_id FROM light_override o WHERE o.until >= ${since})
    OR d.schedule_id IN (SELECT r.id FROM schedule r WHERE r.released_on >= ${since}))`;
}
