import { Injectable } from '@nestjs/common';
import { type Day, dayOf } from '../../domain/day';
import { Database } from '../database/database';
import { sql } from '../database/sql';

/** How often an idle sweep says that it is alive: a row a minute and sweep would be work for nothing. */
const SAY_AGAIN_AFTER_MS = 5 * 60_000;

export interface Watermark {
  name: string;
  doneDay: Day;
  doneAt: string;
}

/** The day up to which each sweep has done its work. */
@Injectable()
export class Watermarks {
  constructor(private readonly db: Database) {}

  all(): Promise<Watermark[]> {
    return this.db.rows(
      sql`SELECT name, done_day AS "doneDay", done_at AS "doneAt" FROM sweep ORDER BY name`,
    );
  }

  async doneDay(name: string): Promise<Day | undefined> {
    return (await this.find(name))?.doneDay;
  }

  /** Never backwards: a clock set back must not do a day's work again. */
  async advance(name: string, asOf: Date): Promise<void> {
    const day = dayOf(asOf);
    const last = await this.find(name);
    if (last && (last.doneDay > day || (last.doneDay === day && isFresh(last.doneAt, asOf)))) return;
    await this.db.write(() =>
      this.db.changed(sql`
        INSERT INTO sweep (name, done_day, done_at) VALUES (${name}, ${day}, ${asOf})
        ON CONFLICT (name) DO UPDATE SET done_day = excluded.done_day, done_at = excluded.done_at
         WHERE sweep.done_day <= excluded.done_day`),
    );
  }

  private find(name: string): Promise<Watermark | undefined> {
    return this.db.row(
      sql`SELECT name, done_day AS "doneDay", done_at AS "doneAt" FROM sweep WHERE name = ${name}`,
    );
  }
}

function isFresh(doneAt: string, now: Date): boolean {
  return Math.abs(now.getTime() - Date.parse(doneAt)) < SAY_AGAIN_AFTER_MS;
}
