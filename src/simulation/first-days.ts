import { SignInHooks } from '../accounts/sign-in-hooks';
import type { Day } from '../domain/day';
import { ChargeAnswers } from '../plan/charge-answers.service';
import { ChargeDecisions } from '../plan/charge-decisions.service';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import type { Task } from './board';
import { Chance } from './chance';
import type { People } from './people';
import { temperOf } from './temper';
import type { World } from './world';

/** Workdays after the release until a contact first signs in: who is slow is told late, not late (domain §4.4). */
const SIGNS_IN_AFTER = { prompt: [0, 2], 'last-day': [1, 4], late: [3, 20], forgetful: [15, 54] } as const;

/** 送达、签收、异议: how the units take the plan when it is released, and what the office answers. */
export class FirstDays {
  private readonly waiting: Map<string, Day>;

  private constructor(
    private readonly world: World,
    private readonly people: People,
    private readonly seed: number,
    signInDays: ReadonlyMap<string, Day>,
  ) {
    this.waiting = new Map(signInDays);
  }

  /** `from` is the day of the release. */
  static async after(world: World, people: People, seed: number, from: Day): Promise<FirstDays> {
    const calendar = await world.calendar();
    const days = [...people.contacts.keys()].map((unit): [string, Day] => {
      const [soonest, latest] = SIGNS_IN_AFTER[temperOf(seed, unit)];
      return [
        unit,
        calendar.addWorkdays(from, new Chance(seed, 'sign-in', unit).between(soonest + 1, latest + 1)),
      ];
    });
    return new FirstDays(world, people, seed, new Map(days));
  }

  async agenda(day: Day): Promise<Task[]> {
    const arriving = [...this.waiting].filter(([, on]) => on <= day).map(([unit]) => unit);
    const tasks = arriving.flatMap((unit): Task[] => {
      this.waiting.delete(unit);
      const by = this.people.contacts.get(unit);
      const minutes = new Chance(this.seed, 'first-hour', unit).between(9 * 60 + 10, 11 * 60);
      return by ? [{ minutes, run: () => this.signIn(by) }] : [];
    });
    return [...tasks, ...(await this.answers(day))];
  }

  /** Signs in, signs for everything by one click, and perhaps questions one charge. */
  private async signIn(by: Actor): Promise<void> {
    const at = this.world.clock.now();
    await this.world.db.write(() => this.world.get(SignInHooks).run(by, at));
    await this.world.get(ChargeAnswers).acknowledgeAll(by, at);
    const chance = new Chance(this.seed, 'question', by.name);
    if (!chance.happens(0.16)) return;
    const charge = await this.world.db.row<{ id: number; version: number }>(sql`
      SELECT c.id, c.version FROM charge c JOIN item i ON i.id = c.item_id
       WHERE c.unit_id = ${by.unitId} AND c.role = 'support' AND c.until IS NULL
       ORDER BY i.sort LIMIT 1 OFFSET ${chance.between(0, 2)}`);
    if (!charge) return;
    const kind = chance.happens(0.5) ? 'object' : 'ask-not-involved';
    const reason =
      kind === 'object' ? '该事项职责已划转,建议由对口部门配合。' : '本单位无该领域职能,不涉及此项工作。';
    await this.world.get(ChargeAnswers).question(by, charge.id, charge.version, kind, { reason, at });
  }

  /** The head decides, a few workdays later. */
  private async answers(day: Day): Promise<Task[]> {
    const asked = await this.world.db.rows<{ id: number; unit: string; askedAt: string }>(sql`
      SELECT c.id, u.code AS unit, c.objected_at AS "askedAt" FROM charge c JOIN unit u ON u.id = c.unit_id
       WHERE c.ack_state IN ('objected', 'not-involved-asked') ORDER BY c.id`);
    const calendar = await this.world.calendar();
    return asked.flatMap(({ id, unit, askedAt }): Task[] => {
      const chance = new Chance(this.seed, 'verdict', unit);
      const on = calendar.addWorkdays(askedAt.slice(0, 10), chance.between(2, 5));
      return on > day ? [] : [{ minutes: 15 * 60, run: () => this.decide(id, chance.happens(0.5)) }];
    });
  }

  private async decide(chargeId: number, upheld: boolean): Promise<void> {
    const { version } = (await this.world.db.row<{ version: number }>(
      sql`SELECT version FROM charge WHERE id = ${chargeId}`,
    )) ?? { version: 0 };
    const note = upheld ? '经核实情况属实,予以认定。' : '方案已明确分工,请继续配合。';
    const verdict = { verdict: upheld ? 'upheld' : 'refused', note } as const;
    await this.world
      .get(ChargeDecisions)
      .decide(this.people.head, chargeId, version, verdict, this.world.clock.now());
  }
}
