import { Injectable } from '@nestjs/common';
import { type Day, sayShortDay } from '../../domain/day';
import { type NewNotice, Notices } from '../../notices/notices';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import { dutyNames } from '../duty-names';
import { grouped } from '../lists/grouped';

interface Unanswered {
  requestKey: string;
  dutyId: number;
  round: number;
  n: number;
  newDueOn: Day;
}

/** A request nobody has answered for 3 workdays goes to the office's head; it is never granted by itself. */
@Injectable()
export class ExtensionEscalation {
  constructor(
    private readonly db: Database,
    private readonly notices: Notices,
  ) {}

  /** One notice a request, once; answers how many were new. Without an active head every office account gets it. */
  async escalateExtensions(asOf: Day): Promise<number> {
    const overdue = sql`d.counts = 1 AND e.state = 'pending' AND e.kind = 'request' AND e.escalates_on <= ${asOf}`;
    // nearly every sweep finds nothing and should not take the write's turn
    const joined = sql`FROM extension e JOIN duty d ON d.id = e.duty_id WHERE ${overdue}`;
    if (!(await this.db.row(sql`SELECT e.id ${joined} LIMIT 1`))) return 0;
    return this.db.write(async () => {
      const rows = await this.db.rows<Unanswered>(sql`
        SELECT e.request_key AS "requestKey", d.id AS "dutyId", d.round, e.n, e.new_due_on AS "newDueOn"
          ${joined} ORDER BY e.id`);
      const audience = (await this.hasHead()) ? 'head' : 'office';
      const names = await dutyNames(
        this.db,
        rows.map(({ dutyId }) => dutyId),
      );
      const notices = [...grouped(rows, ({ requestKey }) => requestKey).values()].flatMap(
        (group): NewNotice[] => {
          const named = group.flatMap(({ dutyId }) => names.get(dutyId) ?? []);
          const [first] = group;
          if (!first || !named[0]) return [];
          const { dutyId, round, n, newDueOn } = first;
          const items = named.map(({ item }) => item).join('、');
          const facts = { unitName: named[0].unitName, items, newDueOn: sayShortDay(newDueOn) };
          const kind = 'extension-escalated';
          return [{ unitId: 0, audience, dutyId, round, step: n, kind, textKey: kind, facts }];
        },
      );
      return this.notices.tell(notices);
    });
  }

  private async hasHead(): Promise<boolean> {
    const head = await this.db.row(sql`
      SELECT a.id FROM account a JOIN post p ON p.account_id = a.id
       WHERE a.state = 'active' AND p.state = 'active' AND p.role = 'office-head' LIMIT 1`);
    return head !== undefined;
  }
}
