import { Injectable } from '@nestjs/common';
import { Audit } from '../../audit/audit';
import { Calendar } from '../../calendar/calendar';
import { type Day, dayOf, sayMonthDay } from '../../domain/day';
import { postpone } from '../../domain/extension-rules';
import { sayPeriod } from '../../domain/period';
import { isRefusal, refuse } from '../../domain/refusal';
import { Notices } from '../../notices/notices';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Refused } from '../../platform/http/refused';
import { changeDuties, type DutyRow, type DutyRowChanges, loadDuties, slices } from '../duty-facts';
import { record } from '../duty-history';
import { grouped } from '../lists/grouped';
import type { PostponementView } from '../schedules/schedule.view';
import { loadSchedule, type ScheduleRow } from '../schedules/schedule-facts';
import type { PostponeDto } from '../schedules/schedules.dto';

interface Move {
  duty: DutyRow;
  dueOn: Day;
  changes: DutyRowChanges;
}

/** 统一顺延: the office moves a period's due days by one notice; not one of a unit's two extensions (domain §5). */
@Injectable()
export class PostponementService {
  constructor(
    private readonly db: Database,
    private readonly calendar: Calendar,
    private readonly notices: Notices,
    private readonly audit: Audit,
  ) {}

  /** With `preview` it only says what would move. `at` is the moment of the request. */
  async postpone(by: Actor, scheduleId: number, dto: PostponeDto, at: Date): Promise<PostponementView> {
    return this.db.write(async () => {
      const schedule = await loadSchedule(this.db, scheduleId);
      const where = sql`d.schedule_id = ${scheduleId} AND d.period = ${dto.period} AND d.state <> 'waived'`;
      const duties = await loadDuties(this.db, where);
      const moves = await this.decide(duties, dto, dayOf(at));
      if (moves.length === 0)
        throw new Refused(refuse('nothing-to-postpone', { period: sayPeriod(dto.period) }));
      if (dto.preview !== true) await this.store(by, schedule, moves, dto, at);
      return {
        moved: moves.length,
        units: new Set(moves.map(({ duty }) => duty.unitId)).size,
        kept: duties.length - moves.length,
        before: distinct(moves.map(({ duty }) => duty.dueOn)),
        after: distinct(moves.map(({ dueOn }) => dueOn)),
        preview: dto.preview === true,
      };
    });
  }

  /** What was handed in keeps its day, and so does what an extension has put later already. */
  private async decide(duties: readonly DutyRow[], dto: PostponeDto, today: Day): Promise<Move[]> {
    const { newDueOn, byWorkdays, reason } = dto;
    if ((newDueOn === undefined) === (byWorkdays === undefined)) throw new Refused(refuse('one-new-day'));
    if (newDueOn !== undefined && newDueOn < today) throw new Refused(refuse('new-day-past', { newDueOn }));
    const calendar = await this.calendar.current();
    return duties.flatMap((duty) => {
      const dueOn = newDueOn ?? calendar.addWorkdays(duty.dueOn, byWorkdays ?? 0);
      const decision = postpone(duty, dueOn, reason);
      return isRefusal(decision) ? [] : [{ duty, dueOn, changes: decision.changes }];
    });
  }

  private async store(
    by: Actor,
    schedule: ScheduleRow,
    moves: readonly Move[],
    dto: PostponeDto,
    at: Date,
  ): Promise<void> {
    await changeDuties(
      this.db,
      moves.map(({ duty, changes }) => ({ id: duty.id, changes })),
      'person',
    );
    for (const some of slices(moves)) {
      const ids = some.map(({ duty }) => duty.id);
      await this.insertExtensions(by, some, schedule, dto, at);
      await record(this.db, ids, { kind: 'postponed', reason: sayBasis(dto), by: by.accountId, at });
    }
    await this.tell(moves, dto);
    this.audit.note(by, {
      action: 'schedule.postponed',
      subject: 'schedule',
      subjectId: schedule.id,
      version: schedule.version,
      facts: {
        period: dto.period,
        basis: sayBasis(dto),
        duties: moves.length,
        first: moves.at(0)?.duty.id,
        last: moves.at(-1)?.duty.id,
      },
    });
  }

  private async insertExtensions(
    by: Actor,
    moves: readonly Move[],
    schedule: ScheduleRow,
    dto: PostponeDto,
    at: Date,
  ): Promise<void> {
    const key = `postponement-${schedule.id}-${at.getTime()}`;
    for (const [before, same] of grouped(moves, ({ duty }) => duty.dueOn)) {
      await this.db.changed(sql`
        INSERT INTO extension (duty_id, n, kind, request_key, asked_at, asked_by, old_due_on, new_due_on, reason,
                               state, escalates_on, decided_at, decided_by, answer)
        SELECT d.id, COALESCE((SELECT MAX(e.n) FROM extension e WHERE e.duty_id = d.id), 0) + 1, 'postponement',
               ${sql.text(key)}, ${sql.text(at)}, ${sql.int(by.accountId)}, ${sql.text(before)}, d.due_on,
               ${sql.text(dto.reason)}, 'granted', d.due_on, ${sql.text(at)}, ${sql.int(by.accountId)},
               ${sql.text(sayBasis(dto))}
          FROM duty d WHERE d.id IN ${sql.list(same.map(({ duty }) => duty.id))}`);
    }
  }

  /** One notice a unit; none while the schedule is in trial. */
  private async tell(moves: readonly Move[], dto: PostponeDto): Promise<void> {
    const counting = moves.filter(({ duty }) => duty.counts === 1);
    const units = grouped(counting, ({ duty }) => duty.unitId);
    const basis = sayBasis(dto);
    await this.notices.tell(
      [...units].map(([unitId, own]) => ({
        ...{ unitId, audience: 'unit', kind: 'postponed', step: own[0]?.duty.scheduleId ?? 0, urgent: true },
        aboutOn: own[0]?.dueOn ?? '',
        textKey: 'postponed',
        facts: {
          ...{ basis, period: sayPeriod(dto.period), items: `${own.length}项工作` },
          oldDueOn: distinct(own.map(({ duty }) => duty.dueOn))
            .map(sayMonthDay)
            .join('、'),
          dueOn: distinct(own.map(({ dueOn }) => dueOn))
            .map(sayMonthDay)
            .join('、'),
        },
      })),
    );
  }
}

const sayBasis = ({ noticeNo, noticeOn, reason }: PostponeDto): string =>
  `${noticeNo}(${sayMonthDay(noticeOn)}),${reason}`;

const distinct = (days: readonly Day[]): Day[] => [...new Set(days)].sort();
