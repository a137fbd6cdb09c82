import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/audit';
import { type Day, sayShortDay } from '../../domain/day';
import { Notices } from '../../notices/notices';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import type { DutyRow } from '../duty-facts';
import { record } from '../duty-history';
import { type DutyName, dutyNames } from '../duty-names';
import { grouped } from '../lists/grouped';
import type { ExtensionRequest } from './extension-facts';

export interface ExtensionAnswer {
  state: 'granted' | 'refused' | 'withdrawn';
  text: string;
  at: Date;
}

interface Named extends DutyName {
  round: number;
  counts: number;
  /** Of its latest extension. */
  n: number;
  version: number;
  oldDueOn: Day;
  dueOn: Day;
}

/**
 * What is written down and told when an extension is asked for or answered; inside the write that did it. Of duties in
 * trial nobody is told (domain §4.3).
 */
@Injectable()
export class ExtensionRecord {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly notices: Notices,
  ) {}

  async asked(
    actor: Actor,
    duties: readonly DutyRow[],
    request: ExtensionRequest & { key: string },
    at: Date,
  ): Promise<void> {
    const { newDueOn, reason, key } = request;
    const ids = duties.map(({ id }) => id);
    await record(this.db, ids, { kind: 'extension-asked', reason, by: actor.accountId, at });
    const named = await this.named(duties);
    for (const { dutyId, version, dueOn } of named) {
      const facts = { key, dueOn, newDueOn, reason };
      this.audit.note(actor, {
        action: 'extension.asked',
        subject: 'duty',
        subjectId: dutyId,
        version,
        facts,
      });
    }
    await this.notices.tell(
      together(named).map(([first, items]) => ({
        ...{
          unitId: 0,
          audience: 'office',
          ...about(first),
          kind: 'extension-asked',
          textKey: 'extension-asked',
        },
        facts: { ...sayDuties(first, items), newDueOn: sayShortDay(newDueOn), reason },
      })),
    );
  }

  /** T7. A unit that took its request back needs no telling. */
  async answered(
    actor: Actor,
    before: readonly DutyRow[],
    { state, text, at }: ExtensionAnswer,
  ): Promise<void> {
    const ids = before.map(({ id }) => id);
    const kind = `extension-${state}` as const;
    await record(this.db, ids, { kind, reason: text, by: actor.accountId, at });
    const named = await this.named(before);
    for (const { dutyId, version, oldDueOn, dueOn } of named) {
      const facts = { oldDueOn, dueOn, answer: text };
      this.audit.note(actor, {
        action: `extension.${state}`,
        subject: 'duty',
        subjectId: dutyId,
        version,
        facts,
      });
    }
    if (state === 'withdrawn') return;
    await this.notices.tell(
      together(named).map(([first, items]) => {
        const to = { unitId: first.unitId, audience: 'unit', ...about(first), kind, urgent: true } as const;
        const said = sayDuties(first, items);
        return state === 'granted'
          ? {
              ...to,
              textKey: 'extension-granted',
              facts: { ...said, oldDueOn: sayShortDay(first.oldDueOn), answer: text },
            }
          : { ...to, textKey: 'extension-refused', facts: { ...said, reason: text } };
      }),
    );
  }

  /** The duties as they stand now, beside the day they were due before. */
  private async named(before: readonly DutyRow[]): Promise<Named[]> {
    const names = await dutyNames(
      this.db,
      before.map(({ id }) => id),
    );
    const now = await this.db.rows<
      Pick<Named, 'dutyId' | 'round' | 'counts' | 'version' | 'dueOn' | 'n'>
    >(sql`
      SELECT d.id AS "dutyId", d.round, d.counts, d.version, d.due_on AS "dueOn",
             (SELECT MAX(e.n) FROM extension e WHERE e.duty_id = d.id) AS n
        FROM duty d WHERE d.id IN ${sql.list(before.map(({ id }) => id))} ORDER BY d.id`);
    return now.flatMap((duty) => {
      const name = names.get(duty.dutyId);
      const oldDueOn = before.find(({ id }) => id === duty.dutyId)?.dueOn ?? duty.dueOn;
      return name ? [{ ...name, ...duty, oldDueOn }] : [];
    });
  }
}

/** What one sentence can say: the same unit, period and days; nothing of what is in trial. */
function together(named: readonly Named[]): [Named, string][] {
  const groups = grouped(
    named.filter(({ counts }) => counts === 1),
    ({ unitId, period, oldDueOn, dueOn }) => [unitId, period, oldDueOn, dueOn].join(),
  );
  return [...groups.values()].flatMap((group): [Named, string][] => {
    const items = group.map(({ item }) => item).join('、');
    return group[0] ? [[group[0], items]] : [];
  });
}

/** A notice for many duties hangs on the first of them. */
const about = ({ dutyId, round, n }: Named) => ({ dutyId, round, step: n });

const sayDuties = ({ unitName, period, dueOn }: Named, items: string) => ({
  unitName,
  items,
  period,
  dueOn: sayShortDay(dueOn),
});
