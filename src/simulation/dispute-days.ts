import { type Day, dayOf } from '../domain/day';
import { DisputeAnswers } from '../duties/reviews/dispute-answers.service';
import { DisputeService } from '../duties/reviews/dispute.service';
import { sql } from '../platform/database/sql';
import type { Task } from './board';
import { Chance } from './chance';
import { demand, type People } from './people';
import type { World } from './world';

interface Return {
  reviewId: number;
  at: string;
  unit: string;
  item: string;
  period: string;
  round: number;
  disputeId: number | null;
  disputedAt: string | null;
}

/** 异议: some units object to a return, and the head, who did not decide it, answers. */
export class DisputeDays {
  constructor(
    private readonly world: World,
    private readonly people: People,
    private readonly seed: number,
  ) {}

  async agenda(day: Day): Promise<Task[]> {
    const calendar = await this.world.calendar();
    return (await this.standingReturns()).flatMap((one): Task[] => {
      const chance = new Chance(this.seed, 'dispute', one.unit, one.item, one.period, one.round);
      if (one.disputeId === null) {
        const objects = chance.happens(0.1) && calendar.addWorkdays(dayOf(new Date(one.at)), 1) === day;
        return objects
          ? [{ minutes: chance.between(9 * 60 + 5, 9 * 60 + 20), run: () => this.raise(one) }]
          : [];
      }
      const answeredOn = calendar.addWorkdays(
        dayOf(new Date(one.disputedAt ?? one.at)),
        chance.between(1, 3),
      );
      if (answeredOn > day) return [];
      return [{ minutes: 15 * 60 + 30, run: () => this.answer(one, chance.happens(0.5)) }];
    });
  }

  private standingReturns(): Promise<Return[]> {
    return this.world.db.rows(sql`
      SELECT v.id AS "reviewId", v.at, u.code AS unit, i.code AS item, d.period, d.round,
             o.id AS "disputeId", o.at AS "disputedAt"
        FROM review v JOIN duty d ON d.id = v.duty_id JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
        LEFT JOIN dispute o ON o.subject = 'review' AND o.subject_id = v.id
       WHERE v.verdict <> 'accept' AND v.revoked_at IS NULL AND (o.state = 'pending' OR (o.id IS NULL AND d.state = 'returned'))
       ORDER BY v.id`);
  }

  private async raise({ reviewId, unit }: Return): Promise<void> {
    const reason = '退回所指数据已在材料第二段列明,请复核。';
    const by = demand(this.people.contacts, unit);
    await this.world.get(DisputeService).raise(by, 'review', reviewId, reason, this.world.clock.now());
  }

  private async answer({ disputeId }: Return, upheld: boolean): Promise<void> {
    const answer = upheld ? '经复核,材料已列明,撤销退回。' : '所列数据口径不一致,请按退回意见补充。';
    const said = { upheld, answer, at: this.world.clock.now() };
    await this.world.get(DisputeAnswers).answer(this.people.head, disputeId ?? 0, said);
  }
}
