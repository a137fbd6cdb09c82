import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Day, dayOf, minutesOfDay, sayMonthDay } from '../domain/day';
import { type Composed, Composers, type Gathered, type Reader } from '../notices/composers';
import { TextService } from '../notices/text.service';
import type { TextKey } from '../notices/texts';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import { unitIdsActingFor } from '../units/acting-for';
import { namedDuties } from './owed-duties';
import { isOwed, isRework, type Owed, sayItems, sayOverdue, sayOverdueByUnit } from './owed-list';
import { ReminderDigest } from './reminder-digest.service';

/** Toward these the office asks, it does not instruct (domain §9). */
const COURTEOUS = ['county', 'zone', 'party', 'vertical'];

/**
 * What reminders and steps say, read from the duties as they stand at the moment of sending: what was handed in,
 * returned anew or held since the notice was made drops out.
 */
@Injectable()
export class Digests implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly texts: TextService,
    private readonly composers: Composers,
    private readonly reminders: ReminderDigest,
  ) {}

  onModuleInit(): void {
    this.composers.register(this.reminders);
    const of = (
      kind: string,
      say: (reader: Reader, duties: Owed[], own: Gathered[], now: Date) => Promise<Composed>,
    ) => {
      this.composers.register({
        kinds: [kind],
        compose: async (reader, notices, now) => {
          const { duties, dropped } = await this.still(notices);
          const said = duties.length === 0 ? NOTHING : await say(reader, duties, [...notices], now);
          return { ...said, dropped };
        },
      });
    };
    of('ladder', (reader, duties, own, now) => this.overdue(reader, duties, own, now));
    of('ladder-copy', (reader, duties) => this.list(reader, 'overdue-copy', duties, '配合材料未到'));
    of('case', (reader, duties) => this.list(reader, 'case-opened', duties, '新列跟办件'));
    of('head', (reader, duties) => {
      const key = reader.audience === 'head' ? 'case-to-head' : 'case-awaits-head';
      return this.list(reader, key, duties, key === 'case-to-head' ? '请阅处' : '待负责人');
    });
    this.composers.register({ kinds: ['urge'], compose: (reader, notices) => this.urge(reader, notices) });
    this.composers.register({
      kinds: ['acknowledge'],
      compose: (reader, notices) => this.signing(reader, notices),
    });
  }

  /** T4, or T4b in the wording for those whom the office does not instruct; what was returned is said apart. */
  private async overdue(reader: Reader, duties: Owed[], own: Gathered[], now: Date): Promise<Composed> {
    const courteous = duties.some(({ unitKind }) => COURTEOUS.includes(unitKind));
    const provisional = (await this.isProvisional(own)) ? '(放假安排尚未公布,时限暂按现有日历计算。)' : '';
    const asOf = `${sayMonthDay(dayOf(now))}${Math.floor(minutesOfDay(now) / 60)}时`;
    const paragraphs: string[] = [];
    for (const [key, some] of [
      ['overdue', duties.filter((duty) => !isRework(duty))],
      ['overdue-rework', duties.filter(isRework)],
    ] as const) {
      const facts = { asOf, left: some.length, list: sayOverdue(some), provisional };
      const said: TextKey = courteous ? `${key}-courteous` : key;
      if (some.length > 0) paragraphs.push(await this.texts.say(said, reader.unit, facts));
    }
    return { titles: [`逾期提示:${duties.length}项`], paragraphs, dropped: [] };
  }

  private async list(reader: Reader, key: TextKey, duties: Owed[], title: string): Promise<Composed> {
    const paragraph = await this.texts.say(key, reader.unit, { list: sayOverdueByUnit(duties) });
    return { titles: [`${title}:${duties.length}项`], paragraphs: [paragraph], dropped: [] };
  }

  /** The notice stands for the unit; its duties were noted beside it, one row each. */
  private async urge(reader: Reader, notices: readonly Gathered[]): Promise<Composed> {
    const whole: Composed = { titles: [], paragraphs: [], dropped: [] };
    for (const notice of notices) {
      const duties = (await this.urged(notice.unitId, notice.aboutOn)).filter(isOwed);
      if (duties.length === 0) {
        whole.dropped.push(notice.id);
        continue;
      }
      const facts = { ...(JSON.parse(notice.facts) as Record<string, string | number>), left: duties.length };
      whole.titles.push(`催报:${duties.length}项`);
      whole.paragraphs.push(await this.texts.say('urge', reader.unit, { ...facts, list: sayItems(duties) }));
    }
    return whole;
  }

  private urged(unitId: number, day: Day) {
    return namedDuties(
      this.db,
      sql`d.id IN (SELECT n.duty_id FROM notice n
                    WHERE n.kind = 'urge' AND n.duty_id <> 0 AND n.unit_id = ${unitId} AND n.about_on = ${day})`,
    );
  }

  private async signing(reader: Reader, notices: readonly Gathered[]): Promise<Composed> {
    const units = sql.list(await unitIdsActingFor(this.db, reader.unitId));
    const open = await this.db.row<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM charge WHERE ack_state = 'pending' AND unit_id IN ${units}`,
    );
    const total = open?.n ?? 0;
    if (total === 0) return { ...NOTHING, dropped: notices.map(({ id }) => id) };
    const paragraph = await this.texts.say('acknowledge', reader.unit, { total });
    return { titles: [`请签收责任分工:${total}项`], paragraphs: [paragraph], dropped: [] };
  }

  private async still(notices: readonly Gathered[]): Promise<{ duties: Owed[]; dropped: number[] }> {
    const ids = notices.map(({ dutyId }) => dutyId);
    const found = await namedDuties(this.db, sql`d.id IN ${sql.list(ids)} AND d.hold_reason IS NULL`);
    const owed = new Map(found.filter(isOwed).map((duty) => [duty.id, duty]));
    // a due day that was moved since leaves the steps taken before behind
    const stands = (duty: Owed | undefined, { round, step }: Gathered) =>
      duty?.round === round && duty.ladderStep >= step;
    const gone = notices.filter((notice) => !stands(owed.get(notice.dutyId), notice));
    for (const { dutyId } of gone) owed.delete(dutyId);
    return { duties: [...owed.values()], dropped: gone.map(({ id }) => id) };
  }

  private async isProvisional(notices: readonly Gathered[]): Promise<boolean> {
    const row = await this.db.row(sql`
      SELECT id FROM ladder_step WHERE provisional = 1 AND step = 1
         AND duty_id IN ${sql.list(notices.map(({ dutyId }) => dutyId))} LIMIT 1`);
    return row !== undefined;
  }
}

const NOTHING: Composed = { titles: [], paragraphs: [], dropped: [] };
