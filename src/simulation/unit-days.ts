import { DraftService } from '../duties/reports/draft.service';
import { grouped } from '../duties/lists/grouped';
import { PartSendBack } from '../duties/reports/part-send-back.service';
import { addDays, type Day } from '../domain/day';
import type { WorkingCalendar } from '../domain/working-calendar';
import { sql } from '../platform/database/sql';
import type { BoardRow, Task } from './board';
import { Chance } from './chance';
import type { HandIns } from './hand-ins';
import { demand, type People } from './people';
import { delayOf, reworkDelayOf, temperOf } from './temper';
import type { World } from './world';

/** Nobody looks at duties whose day is farther away; it keeps the mornings short. */
const HORIZON_DAYS = 21;

/** What contacts do with their duties on a workday: drafts, hand-ins, second thoughts, parts sent back. */
export class UnitDays {
  private readonly delays = new Map<string, number | null>();

  constructor(
    private readonly world: World,
    private readonly people: People,
    private readonly handIns: HandIns,
    private readonly seed: number,
  ) {}

  async agenda(day: Day, board: readonly BoardRow[]): Promise<Task[]> {
    const calendar = await this.world.calendar();
    const near = addDays(day, HORIZON_DAYS);
    const mine = board.filter((row) => row.state !== 'submitted' && row.asking === 0 && row.dueOn <= near);
    const tomorrow = calendar.addWorkdays(day, 1);
    const intended = mine.map((row) => ({ row, on: this.intendedOn(row, calendar) }));
    const today = intended.filter(({ on }) => on !== null && on <= day).map(({ row }) => row);
    const nextDay = intended.filter(({ on }) => on === tomorrow).map(({ row }) => row);
    return [
      ...this.handingIn(today, mine),
      ...nextDay
        .filter(({ role }) => role === 'lead')
        .flatMap((row) => [...this.drafting(row), ...this.readingParts(row)]),
    ];
  }

  /** The workday on which the unit means to hand this in; null for never, or not yet. */
  intendedOn(row: BoardRow, calendar: WorkingCalendar): Day | null {
    if (row.state === 'returned') {
      return calendar.addWorkdays(row.fixBy ?? row.dueOn, reworkDelayOf(this.seed, row, row.round));
    }
    if (row.promisedOn !== null) {
      const kept = new Chance(this.seed, 'promise', row.unit, row.item, row.period, row.promisedOn).happens(
        0.75,
      );
      return calendar.onOrBefore(kept ? row.promisedOn : addDays(row.promisedOn, 20));
    }
    const key = [row.unit, row.item, row.period, row.role].join('/');
    let delay = this.delays.get(key);
    if (delay === undefined) this.delays.set(key, (delay = delayOf(this.seed, row)));
    return delay === null ? null : calendar.addWorkdays(row.dueOn, delay);
  }

  private handingIn(today: readonly BoardRow[], mine: readonly BoardRow[]): Task[] {
    const batches = grouped(today, ({ unit, period, role }) => `${unit}/${period}/${role}`);
    return [...batches.values()].flatMap((rows): Task[] => {
      const [first] = rows;
      if (!first) return [];
      const { unit, period, role, scheduleId } = first;
      const by = demand(this.people.contacts, unit);
      const chance = new Chance(this.seed, 'hour', unit, period, role);
      const lastMinute = temperOf(this.seed, unit) === 'last-day' && chance.happens(0.25);
      const minutes = lastMinute
        ? chance.between(22 * 60, 23 * 60 + 50)
        : chance.between(9 * 60 + 20, 17 * 60 + 20);
      const same = mine.filter(
        (row) => row.unit === unit && row.period === period && row.scheduleId === scheduleId,
      );
      const last = same.every((row) => rows.includes(row));
      const tasks: Task[] = [{ minutes, run: () => this.handIns.handIn(by, rows, last) }];
      if (role === 'lead' && first.state === 'open' && chance.happens(0.03)) {
        tasks.push({ minutes: minutes + 5, run: () => this.handIns.takeBack(by, first) });
      }
      return tasks;
    });
  }

  private drafting(row: BoardRow): Task[] {
    const chance = new Chance(this.seed, 'draft', row.unit, row.item, row.period);
    if (row.state !== 'open' || !chance.happens(0.3)) return [];
    const by = demand(this.people.contacts, row.unit);
    const save = async (): Promise<void> => {
      const drafts = this.world.get(DraftService);
      const { version } = await drafts.read(by, row.id);
      await drafts.replace(by, row.id, version, this.handIns.write(row, 0), this.world.clock.now());
    };
    return [{ minutes: chance.between(10 * 60, 11 * 60), run: save }];
  }

  /** The day before it writes its own report the lead reads the parts and asks some supporters for more. */
  private readingParts(row: BoardRow): Task[] {
    if (row.oneLead === 0 || row.state !== 'open') return [];
    return [{ minutes: 14 * 60, run: () => this.sendBackSome(row) }];
  }

  private async sendBackSome(lead: BoardRow): Promise<void> {
    const parts = await this.world.db.rows<{ reportId: number; version: number; unit: string }>(sql`
      SELECT r.id AS "reportId", d.version, u.code AS unit
        FROM duty d JOIN report r ON r.duty_id = d.id AND r.state = 'standing' JOIN unit u ON u.id = d.unit_id
       WHERE d.item_id = ${lead.itemId} AND d.period = ${lead.period} AND d.role = 'support' AND d.state = 'accepted'
         AND d.round = 1 AND r.via = 'web' AND r.kind = 'full' ORDER BY d.id`);
    const by = demand(this.people.contacts, lead.unit);
    for (const { reportId, version, unit } of parts) {
      if (!new Chance(this.seed, 'part', unit, lead.item, lead.period).happens(0.03)) continue;
      const request = {
        reason: '请补充本期新增认证的具体数量和对象。',
        fixBy: null,
        at: this.world.clock.now(),
      };
      await this.world.get(PartSendBack).sendBack(by, reportId, version, request);
    }
  }
}
