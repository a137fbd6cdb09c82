import { Injectable } from '@nestjs/common';
import { addDays, type Day, dayOf, later } from '../domain/day';
import { remindWindow } from '../domain/reminders';
import { Database } from '../platform/database/database';
import { type Sql, sql } from '../platform/database/sql';
import { Watermarks } from '../platform/jobs/watermarks';
import { RulesInForce, type SupervisionRules } from '../plan/rules-in-force.service';

export const REMIND = 'remind';

/** Reminders of one duty reach two weeks back at most: what was missed before that is about days long past. */
const CATCH_UP_DAYS = 60;

/** Reminds of what is owed soon: one row per unit, duty, round, step and owed day (domain §6). */
@Injectable()
export class RemindersService {
  constructor(
    private readonly db: Database,
    private readonly rules: RulesInForce,
    private readonly watermarks: Watermarks,
  ) {}

  /** Every reminder since the last sweep: of several missed ones the latest is made, the others recorded as merged. */
  async remind(asOf: Date): Promise<number> {
    const rules = await this.rules.current();
    const today = dayOf(asOf);
    const swept = (await this.watermarks.doneDay(REMIND)) ?? addDays(today, -1);
    const first = later(addDays(swept, 1), addDays(today, -CATCH_UP_DAYS));
    return this.db.write(async () => {
      let made = await this.remindOfSigning(asOf, rules);
      // backwards, so that an earlier reminder finds the later one that replaces it
      for (let day = today; day === today || day >= first; day = addDays(day, -1)) {
        for (const step of [...rules.reminders].sort((a, b) => a - b)) {
          const window = remindWindow(step, day, rules.calendar);
          if (window) made += await this.insert(step, window, asOf);
        }
      }
      return made;
    });
  }

  private insert(step: number, { from, through }: { from: Day; through: Day }, asOf: Date): Promise<number> {
    const today = dayOf(asOf);
    const replaced = sql`EXISTS (SELECT 1 FROM notice n WHERE n.unit_id = d.unit_id AND n.duty_id = d.id
      AND n.round = d.round AND n.kind = 'remind' AND n.about_on = d.owed_on AND n.step < ${step})`;
    // once the owed day is over a reminder is late: the ladder speaks then
    const outcome = sql`CASE WHEN d.owed_on < ${today} OR ${replaced} THEN 'merged' ELSE 'pending' END`;
    return this.db.changed(sql`
      INSERT INTO notice (unit_id, audience, duty_id, round, kind, step, about_on, day, at,
                          urgent, text_key, facts, outcome, message_id)
      SELECT d.unit_id, 'unit', d.id, d.round, 'remind', ${sql.int(step)}, d.owed_on, ${sql.text(today)},
             ${sql.text(asOf)}, 0, 'remind', '{}', ${outcome}, 0
        FROM duty d
       WHERE d.owed_on >= ${from} AND d.owed_on <= ${through} AND d.counts = 1 AND d.opens_on <= ${today}
         AND ${isReached}
      ON CONFLICT (unit_id, duty_id, round, kind, step, about_on) DO NOTHING`);
  }

  /**
   * 签收 is reminded of once, some workdays after the release or a new charge, and never becomes a case (domain §4.7).
   * A 不涉及 that ended asks anew: the key is the latest day from which something waits.
   */
  private remindOfSigning(asOf: Date, { calendar, terms }: SupervisionRules): Promise<number> {
    const today = dayOf(asOf);
    if (!calendar.isWorkday(today)) return Promise.resolve(0);
    const through = calendar.addWorkdays(today, -terms.acknowledgeWorkdays);
    const asked = sql`CASE WHEN c.since > s.released_on THEN c.since ELSE s.released_on END`;
    const waits = sql`CASE WHEN c.decided_at > ${asked} THEN substr(c.decided_at, 1, 10) ELSE ${asked} END`;
    return this.db.changed(sql`
      INSERT INTO notice (unit_id, audience, duty_id, round, kind, step, about_on, day, at,
                          urgent, text_key, facts, outcome, message_id)
      SELECT c.unit_id, 'unit', 0, 0, 'acknowledge', 0, MAX(${waits}), ${sql.text(today)}, ${sql.text(asOf)},
             0, 'acknowledge', '{}', 'pending', 0
        FROM charge c JOIN schedule_item si ON si.item_id = c.item_id JOIN schedule s ON s.id = si.schedule_id
       WHERE c.ack_state = 'pending' AND s.role = c.role AND s.state = 'released'
         AND ${asked} < ${through}
       GROUP BY c.unit_id
      ON CONFLICT (unit_id, duty_id, round, kind, step, about_on) DO NOTHING`);
  }
}

/** A unit that was not told, or has nobody to tell, is not reminded: that is the office's to-do (domain §4.4). */
const isReached: Sql = sql`NOT EXISTS (SELECT 1 FROM duty_hold h WHERE h.duty_id = d.id AND h.lifted_on IS NULL
  AND h.reason IN ('unserved', 'no-contact'))`;
