import { Injectable } from '@nestjs/common';
import { dayOf } from '../domain/day';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Audience } from './notice.entity';
import type { FactsOf, TextKey } from './texts';
import { WakeUps } from '../platform/jobs/wake-ups';

interface Addressed {
  /** 0 for the office and its head. */
  unitId: number;
  audience: Audience;
  dutyId?: number;
  round?: number;
  /** At most 20 characters; one notice per unit, duty, round, kind, step and aboutOn. */
  kind: string;
  step?: number;
  /** A day, or a key of the teller. */
  aboutOn?: string;
  /** At once and by itself, also on a rest day: for what a person did. Otherwise at 09:00 of a workday. */
  urgent?: boolean;
}

/** The text's slots decide which facts are wanted. */
export type NewNotice = { [Key in TextKey]: Addressed & { textKey: Key; facts: FactsOf<Key> } }[TextKey];

/** Fourteen values a row, well under both databases' limit of values in one statement. */
const ROWS_AT_ONCE = 500;

/** What the features tell people; knows no feature. */
@Injectable()
export class Notices {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly wakeUps: WakeUps,
  ) {}

  /** Inside a write. What was told already is not told again; answers how many were new. */
  async tell(notices: readonly NewNotice[]): Promise<number> {
    if (notices.length === 0) return 0;
    const now = this.clock.now();
    let told = 0;
    for (let from = 0; from < notices.length; from += ROWS_AT_ONCE) {
      told += await this.insert(notices.slice(from, from + ROWS_AT_ONCE), now);
    }
    if (notices.some(({ urgent }) => urgent))
      this.db.afterCommit(() => {
        this.wakeUps.wake('deliver');
      });
    return told;
  }

  private insert(notices: readonly NewNotice[], now: Date): Promise<number> {
    const values = notices.map((n) =>
      sql.list([
        ...[
          n.unitId,
          n.audience,
          n.dutyId ?? 0,
          n.round ?? 0,
          n.kind,
          n.step ?? 0,
          n.aboutOn ?? '',
          dayOf(now),
          now,
        ],
        ...[n.urgent ?? false, n.textKey, JSON.stringify(n.facts), 'pending', 0],
      ]),
    );
    return this.db.changed(sql`
      INSERT INTO notice (unit_id, audience, duty_id, round, kind, step, about_on, day, at,
                          urgent, text_key, facts, outcome, message_id)
      VALUES ${sql.join(values)}
      ON CONFLICT (unit_id, duty_id, round, kind, step, about_on) DO NOTHING`);
  }
}
