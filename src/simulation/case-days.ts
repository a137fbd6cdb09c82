import type { CaseState } from '../domain/case-rules';
import { type Day, dayOf } from '../domain/day';
import type { WorkingCalendar } from '../domain/working-calendar';
import { WaiverService } from '../duties/waivers/waiver.service';
import { sql } from '../platform/database/sql';
import { CaseReplies } from '../supervision/case-replies.service';
import { CasesService } from '../supervision/cases.service';
import type { BoardRow, Task } from './board';
import { Chance } from './chance';
import { demand, type People } from './people';
import type { World } from './world';

interface OpenCase {
  id: number;
  unit: string;
  kind: string;
  item: string;
  period: string;
  round: number;
  state: CaseState;
  openedOn: Day;
  promises: number;
  lastKind: string;
  lastAt: string;
}

const REPLIES: readonly [string, ...string[]] = [
  '因经办人员调整造成迟报,正在核实数据。',
  '有关企业数据尚未报齐,已逐家催收。',
  '材料已成稿,正在履行审签程序。',
];

/** Workdays after which what never came is waived: the next period has long begun. */
const WAIVED_AFTER = 45;

/** 跟办: the office calls, units answer, some with a promised day; what comes in closes its case by itself. */
export class CaseDays {
  constructor(
    private readonly world: World,
    private readonly people: People,
    private readonly seed: number,
  ) {}

  async agenda(day: Day, board: readonly BoardRow[]): Promise<Task[]> {
    const calendar = await this.world.calendar();
    const open = await this.openCases();
    return [...open.flatMap((one) => this.step(one, day, calendar)), ...this.waivers(day, board, calendar)];
  }

  private openCases(): Promise<OpenCase[]> {
    return this.world.db.rows(sql`
      SELECT c.id, u.code AS unit, c.kind, COALESCE(i.code, '') AS item, c.period, c.round, c.state,
             c.opened_on AS "openedOn", c.promises, e.kind AS "lastKind", e.at AS "lastAt"
        FROM supervision_case c JOIN unit u ON u.id = c.unit_id LEFT JOIN item i ON i.id = c.item_id
        JOIN case_event e ON e.case_id = c.id AND e.n = (SELECT MAX(n) FROM case_event WHERE case_id = c.id)
       WHERE c.state <> 'closed' ORDER BY c.id`);
  }

  /** At most one thing happens to a case on a day. */
  private step(one: OpenCase, day: Day, calendar: WorkingCalendar): Task[] {
    const chance = new Chance(
      this.seed,
      'case',
      one.unit,
      one.item,
      one.period,
      one.round,
      one.lastKind,
      one.promises,
    );
    const waited = calendar.workdaysBetween(dayOf(new Date(one.lastAt)), day);
    if (waited < chance.between(1, 3)) return [];
    const act = this.nextAct(one, day, calendar, waited, chance);
    return act ? [{ minutes: chance.between(10 * 60, 16 * 60 + 30), run: () => this.ifStill(one, act) }] : [];
  }

  private nextAct(
    one: OpenCase,
    day: Day,
    calendar: WorkingCalendar,
    waited: number,
    chance: Chance,
  ): Act | undefined {
    const { office, head, contacts } = this.people;
    const [cases, replies] = [this.world.get(CasesService), this.world.get(CaseReplies)];
    const now = () => this.world.clock.now();
    const promisedOn = calendar.addWorkdays(day, chance.between(2, 6));
    if (one.lastKind === 'good-reason') {
      return waited < 8 ? undefined : (id, v) => cases.endGoodReason(office, id, v, '情况已消除。', now());
    }
    if (one.state === 'opened') {
      if (chance.happens(0.7)) return (id, v) => cases.handle(office, id, v, '已与联络员联系。', now());
      return (id, v) =>
        replies.phone(office, id, v, 'no-answer', { note: '稍后再联系。', promisedOn: null, at: now() });
    }
    const noDayGiven = one.state === 'replied' && one.promises === 0 && waited >= 4;
    if (noDayGiven || (one.state === 'handling' && one.promises >= 2)) {
      return (id, v) => cases.close(head, id, v, '单位已说明情况,并入下期报送。', true, now());
    }
    if (one.state !== 'handling') return undefined;
    if (one.promises === 1) {
      const reply = { note: '再次确认报送日期。', promisedOn };
      return (id, v) => replies.phone(office, id, v, 'promised', { ...reply, at: now() });
    }
    if (chance.happens(0.08))
      return (id, v) => cases.recordGoodReason(office, id, v, '抗洪抢险期间,予以认定。', now());
    const by = demand(contacts, one.unit);
    const reply = { note: chance.pick(REPLIES), promisedOn: chance.happens(0.65) ? promisedOn : null };
    return (id, v) => replies.reply(by, id, v, { ...reply, at: now() });
  }

  /** During the day a case may have closed itself. */
  private async ifStill(one: OpenCase, act: Act): Promise<void> {
    const row = await this.world.db.row<{ version: number }>(
      sql`SELECT version FROM supervision_case WHERE id = ${one.id} AND state = ${one.state}`,
    );
    if (row) await act(one.id, row.version);
  }

  private waivers(day: Day, board: readonly BoardRow[], calendar: WorkingCalendar): Task[] {
    const before = calendar.addWorkdays(day, -WAIVED_AFTER);
    const owed = board.filter(
      ({ state, dueOn, fixBy }) => state !== 'submitted' && (fixBy ?? dueOn) < before,
    );
    if (owed.length === 0) return [];
    const waive = async (): Promise<void> => {
      const ids = owed.map(({ id }) => id);
      const still = await this.world.db.rows<{ id: number }>(
        sql`SELECT id FROM duty WHERE id IN ${sql.list(ids)} AND state IN ('open', 'returned') ORDER BY id`,
      );
      const at = this.world.clock.now();
      const reason = '下期报送已开始,本期不再补报。';
      await this.world.get(WaiverService).waiveAll(
        this.people.head,
        still.map(({ id }) => id),
        reason,
        at,
      );
    };
    return [{ minutes: 16 * 60 + 40, run: waive }];
  }
}

type Act = (id: number, version: number) => Promise<unknown>;
