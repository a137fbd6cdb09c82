import { Injectable } from '@nestjs/common';
import { Calendar } from '../calendar/calendar';
import { type Day, dayOf, sayShortDay } from '../domain/day';
import type { Composed, Composer, Gathered, Reader } from '../notices/composers';
import { TextService } from '../notices/text.service';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import { unitIdsActingFor } from '../units/acting-for';
import { namedDuties } from './owed-duties';
import { isOwed, type Owed, type OwedDuty, sayItems, sayOwed } from './owed-list';

/** T2 and T3: one reminder of everything the unit still owes, whichever of its duties gave occasion. */
@Injectable()
export class ReminderDigest implements Composer {
  readonly kinds = ['remind'];

  constructor(
    private readonly db: Database,
    private readonly calendar: Calendar,
    private readonly texts: TextService,
  ) {}

  async compose(reader: Reader, notices: readonly Gathered[], now: Date): Promise<Composed> {
    const today = dayOf(now);
    const reminded = new Map(
      (await namedDuties(this.db, sql`d.id IN ${sql.list(notices.map(({ dutyId }) => dutyId))}`)).map(
        (duty) => [duty.id, duty],
      ),
    );
    // an extension moves the owed day, and with it the reminder
    const live = notices.filter(({ dutyId, round, aboutOn }) => {
      const duty = reminded.get(dutyId);
      return duty?.round === round && duty.owedOn === aboutOn && aboutOn >= today;
    });
    const dropped = notices.filter((notice) => !live.includes(notice)).map(({ id }) => id);
    if (live.length === 0) return { titles: [], paragraphs: [], dropped };
    const periods = live.map(({ dutyId }) => reminded.get(dutyId)?.period ?? '');
    const asked = await this.asked(reader, periods, today);
    const paragraphs = await this.say(reader, asked, today);
    return { titles: [`报送提醒:尚有${asked.filter(isOwed).length}项`], paragraphs, dropped };
  }

  /** What the unit and those merged into it were asked for in these periods, and what they owe of older ones. */
  private async asked(reader: Reader, periods: readonly string[], today: Day): Promise<OwedDuty[]> {
    const units = await unitIdsActingFor(this.db, reader.unitId);
    return namedDuties(
      this.db,
      sql`d.unit_id IN ${sql.list(units)} AND d.counts = 1 AND d.state <> 'waived' AND d.opens_on <= ${today}
          AND (d.period IN ${sql.list([...new Set(periods)])} OR d.owed_on IS NOT NULL)
          AND NOT (d.silent_nil = 1 AND d.state = 'open' AND d.owed_on < ${today})`,
    );
  }

  private async say(reader: Reader, asked: readonly OwedDuty[], today: Day): Promise<string[]> {
    const owed = asked.filter(isOwed);
    const isToday = ({ owedOn, state }: Owed) => owedOn === today && state === 'open';
    const [due, rest] = [owed.filter(isToday), owed.filter((duty) => !isToday(duty))];
    const paragraphs: string[] = [];
    if (due.length > 0) {
      const facts = { dueOn: sayShortDay(today), left: due.length, list: sayItems(due) };
      paragraphs.push(await this.texts.say('remind-today', reader.unit, facts));
    }
    if (rest.length > 0) {
      const list = sayOwed(rest, today, await this.calendar.current());
      const facts = { total: asked.length, done: asked.length - owed.length, left: owed.length, list };
      paragraphs.push(await this.texts.say('remind', reader.unit, facts));
    }
    return paragraphs;
  }
}
