import { type Day, dayOf } from '../domain/day';
import { ExtensionAnswers } from '../duties/extensions/extension-answers.service';
import { ExtensionService } from '../duties/extensions/extension.service';
import { grouped } from '../duties/lists/grouped';
import type { WorkingCalendar } from '../domain/working-calendar';
import { sql } from '../platform/database/sql';
import type { BoardRow, Task } from './board';
import { Chance } from './chance';
import { demand, type People } from './people';
import { temperOf } from './temper';
import type { World } from './world';

const REASONS: readonly [string, ...string[]] = [
  '汛期抽调人员防汛,数据核实需要时间。',
  '省级系统升级,认证数据暂时无法导出。',
  '分管领导外出,审签流程未完成。',
];

/** 延期: a unit that will not be ready asks before the day is over; the office answers, now and then too late. */
export class ExtensionDays {
  constructor(
    private readonly world: World,
    private readonly people: People,
    private readonly seed: number,
  ) {}

  async agenda(day: Day, board: readonly BoardRow[]): Promise<Task[]> {
    const calendar = await this.world.calendar();
    return [...this.asking(day, board, calendar), ...(await this.answering(day, calendar))];
  }

  private asking(day: Day, board: readonly BoardRow[], calendar: WorkingCalendar): Task[] {
    const due = board.filter(
      (row) => row.state === 'open' && row.dueOn === day && row.asked === 0 && row.silentNil === 0,
    );
    return [...grouped(due, ({ unit, period, role }) => `${unit}/${period}/${role}`)].flatMap(
      ([key, rows]): Task[] => {
        const [first] = rows;
        const chance = new Chance(this.seed, 'extension', key);
        if (!first || temperOf(this.seed, first.unit) === 'forgetful' || !chance.happens(0.18)) return [];
        const newDueOn = calendar.addWorkdays(day, chance.between(2, 5));
        const ask = () => this.ask(first.unit, rows, newDueOn, chance.pick(REASONS));
        return [{ minutes: 17 * 60 + 25, run: ask }];
      },
    );
  }

  /** What came in during the day needs no more time. */
  private async ask(unit: string, rows: readonly BoardRow[], newDueOn: Day, reason: string): Promise<void> {
    const ids = sql.list(rows.map(({ id }) => id));
    const open = await this.world.db.rows<{ id: number }>(
      sql`SELECT id FROM duty WHERE id IN ${ids} AND state = 'open' AND first_handed_at IS NULL ORDER BY id`,
    );
    if (open.length === 0) return;
    const request = { dutyIds: open.map(({ id }) => id), newDueOn, reason };
    await this.world
      .get(ExtensionService)
      .ask(demand(this.people.contacts, unit), request, this.world.clock.now());
  }

  private async answering(day: Day, calendar: WorkingCalendar): Promise<Task[]> {
    const pending = await this.world.db.rows<{
      key: string;
      askedAt: string;
      unit: string;
      period: string;
      role: string;
    }>(sql`
      SELECT e.request_key AS key, e.asked_at AS "askedAt", MIN(u.code) AS unit, MIN(d.period) AS period, MIN(d.role) AS role
        FROM extension e JOIN duty d ON d.id = e.duty_id JOIN unit u ON u.id = d.unit_id
       WHERE e.state = 'pending' AND e.kind = 'request' GROUP BY e.request_key, e.asked_at ORDER BY MIN(e.id)`);
    return pending.flatMap(({ key, askedAt, unit, period, role }): Task[] => {
      const chance = new Chance(this.seed, 'extension-answer', unit, period, role);
      const after = chance.happens(0.1) ? chance.between(4, 5) : chance.between(1, 2);
      if (calendar.addWorkdays(dayOf(new Date(askedAt)), after) > day) return [];
      return [
        { minutes: chance.between(9 * 60 + 10, 11 * 60), run: () => this.answer(key, chance.happens(0.75)) },
      ];
    });
  }

  private async answer(key: string, granted: boolean): Promise<void> {
    const pending = await this.world.db.row(
      sql`SELECT id FROM extension WHERE request_key = ${key} AND state = 'pending' LIMIT 1`,
    );
    if (!pending) return; // handed in this morning all the same
    const answers = this.world.get(ExtensionAnswers);
    const at = this.world.clock.now();
    if (granted) await answers.grant(this.people.office, { key }, { answer: '同意' }, at);
    else await answers.refuse(this.people.office, { key }, '全市通报须按期汇总', at);
  }
}
