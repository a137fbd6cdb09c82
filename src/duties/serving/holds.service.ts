import { Injectable } from '@nestjs/common';
import { Calendar } from '../../calendar/calendar';
import { addDays, type Day } from '../../domain/day';
import { type HoldReason, hold, resume } from '../../domain/holds';
import { Database } from '../../platform/database/database';
import { Sql, sql } from '../../platform/database/sql';
import { changeDuties, type DutyRow, loadDuties, slices } from '../duty-facts';

export interface HoldTerms {
  /** The last held day; without it somebody lifts the hold. */
  until?: Day;
  note?: string;
  /** account id; 0 is the system */
  by?: number;
}

/** Ids of duties, or a condition over the alias d. */
export type Which = readonly number[] | Sql;

/** Several holds may lie on a duty at once; its ladder goes on when the last ends (domain §6). */
@Injectable()
export class HoldsService {
  constructor(
    private readonly db: Database,
    private readonly calendar: Calendar,
  ) {}

  /**
   * Holds, from `day` on, those of the duties that may still be owed and are not held for this reason already.
   * Answers the ids of the newly held ones.
   */
  async hold(which: Which, reason: HoldReason, day: Day, terms: HoldTerms = {}): Promise<number[]> {
    return this.db.write(async () => {
      const duties = await loadDuties(
        this.db,
        sql`${condition(which)} AND d.state IN ('open', 'submitted', 'returned') AND NOT EXISTS
            (SELECT 1 FROM duty_hold h WHERE h.duty_id = d.id AND h.reason = ${reason} AND h.lifted_on IS NULL)`,
      );
      for (const some of slices(duties)) await this.insert(some, reason, day, terms);
      const calendar = await this.calendar.current();
      const changed = duties.map((duty) => {
        const holdReason = duty.holdReason ?? reason;
        return { id: duty.id, changes: { ...hold(duty, day, calendar), holdReason } };
      });
      await changeDuties(this.db, changed, 'system');
      return duties.map(({ id }) => id);
    });
  }

  /** Ends the hold on `day`, which counts again. Answers the ids of the duties that had one. */
  async lift(which: Which, reason: HoldReason, day: Day): Promise<number[]> {
    return this.db.write(async () => {
      const duties = await loadDuties(
        this.db,
        sql`${condition(which)} AND EXISTS
            (SELECT 1 FROM duty_hold h WHERE h.duty_id = d.id AND h.reason = ${reason} AND h.lifted_on IS NULL)`,
      );
      for (const some of slices(duties)) {
        await this.db.changed(sql`
          UPDATE duty_hold SET lifted_on = ${day} WHERE reason = ${reason} AND lifted_on IS NULL
             AND duty_id IN ${sql.list(some.map(({ id }) => id))}`);
        await this.resumeFree(some, day);
      }
      return duties.map(({ id }) => id);
    });
  }

  /** Holds whose last day is over end with the day after it, however late the sweep comes. */
  async liftDue(asOf: Day): Promise<number> {
    return this.db.write(async () => {
      const over = await this.db.rows<{ dutyId: number; reason: HoldReason; until: Day }>(sql`
        SELECT duty_id AS "dutyId", reason, until FROM duty_hold
         WHERE lifted_on IS NULL AND until < ${asOf} ORDER BY until, id`);
      for (const { dutyId, reason, until } of over) await this.lift([dutyId], reason, addDays(until, 1));
      return over.length;
    });
  }

  private async insert(
    duties: readonly DutyRow[],
    reason: HoldReason,
    day: Day,
    terms: HoldTerms,
  ): Promise<void> {
    const { until = null, note = '', by = 0 } = terms;
    await this.db.changed(sql`
      INSERT INTO duty_hold (duty_id, reason, since, until, note, by_account)
      SELECT d.id, ${sql.text(reason)}, ${sql.text(day)}, ${sql.text(until)}, ${sql.text(note)}, ${sql.int(by)}
        FROM duty d WHERE ${condition(duties.map(({ id }) => id))}`);
  }

  private async resumeFree(duties: readonly DutyRow[], day: Day): Promise<void> {
    const remaining = await this.db.rows<{ dutyId: number; n: number; reason: string }>(sql`
      SELECT duty_id AS "dutyId", COUNT(*) AS n, MIN(reason) AS reason FROM duty_hold
       WHERE lifted_on IS NULL AND duty_id IN ${sql.list(duties.map(({ id }) => id))} GROUP BY duty_id`);
    const others = new Map(remaining.map((row) => [row.dutyId, row]));
    const calendar = await this.calendar.current();
    const changed = duties.map((duty) => {
      const other = others.get(duty.id);
      const changes = resume(duty, other?.n ?? 0, day, calendar);
      return { id: duty.id, changes: { ...changes, holdReason: other?.reason ?? null } };
    });
    await changeDuties(this.db, changed, 'system');
  }
}

const condition = (which: Which): Sql =>
  which instanceof Sql ? sql`(${which})` : sql`d.id IN ${sql.list(which)}`;
