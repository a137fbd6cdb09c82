import { type Day, dayOf } from '../domain/day';
import { ReviewService } from '../duties/reviews/review.service';
import type { ReturnReason } from '../duties/reviews/review-reasons';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import type { Task } from './board';
import { Chance } from './chance';
import type { People } from './people';
import type { World } from './world';

interface Waiting {
  reportId: number;
  dutyId: number;
  revision: number;
  round: number;
  unit: string;
  unitId: number;
  item: string;
  period: string;
  handedAt: string;
}

const RETURNS: readonly [ReturnReason, ...ReturnReason[]] = [
  { code: 'missing-data', field: 'figures', note: '认证新增家数未填' },
  { code: 'vague', field: 'progress', note: '"有序推进"请写明具体做法和成效' },
  { code: 'inconsistent', field: 'progress', note: '企业数与上期口径不一致' },
  { code: 'format', field: 'whole', note: '请按进展、问题、下一步分段' },
];

const REMARKS: readonly [string, ...string[]] = [
  '请下期补充示范区创建的资金落实情况',
  '请下期附新增获证企业名单',
  '数据截至日期请写明',
];

/** The office reviews leads' reports within a few days; nobody reviews their own unit's. */
export class ReviewDays {
  constructor(
    private readonly world: World,
    private readonly people: People,
    private readonly seed: number,
  ) {}

  async agenda(day: Day): Promise<Task[]> {
    const waiting = await this.world.db.rows<Waiting>(sql`
      SELECT r.id AS "reportId", d.id AS "dutyId", r.revision, d.round, u.code AS unit, u.id AS "unitId", i.code AS item, d.period,
             r.handed_at AS "handedAt"
        FROM duty d JOIN report r ON r.duty_id = d.id AND r.state = 'standing'
        JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
       WHERE d.state = 'submitted' AND d.role = 'lead' ORDER BY d.id`);
    const calendar = await this.world.calendar();
    return waiting.flatMap((report): Task[] => {
      const chance = this.chance('review', report);
      const on = calendar.addWorkdays(dayOf(new Date(report.handedAt)), chance.between(1, 4));
      return on > day
        ? []
        : [{ minutes: chance.between(9 * 60 + 5, 16 * 60), run: () => this.review(report, chance) }];
    });
  }

  private async review(report: Waiting, chance: Chance): Promise<void> {
    const reviews = this.world.get(ReviewService);
    const at = this.world.clock.now();
    const version = await this.versionOf(report);
    if (version === undefined) return; // taken back this morning
    const by = this.reviewerOf(report);
    await reviews.beginReading(report.reportId, at);
    if (chance.happens(report.revision + report.round === 2 ? 0.12 : 0.04)) {
      const request = { reasons: [chance.pick(RETURNS)], note: '', fixBy: null };
      await reviews.return(by, report.reportId, version, request, at);
      return;
    }
    const remark = chance.happens(0.15) ? chance.pick(REMARKS) : '';
    await reviews.accept(by, report.reportId, version, remark, at);
  }

  private reviewerOf({ unitId }: Waiting): Actor {
    const { office, colleague } = this.people;
    return office.homeUnitIds.includes(unitId) ? colleague : office;
  }

  private async versionOf({ dutyId, reportId }: Waiting): Promise<number | undefined> {
    const duty = await this.world.db.row<{ version: number }>(sql`
      SELECT d.version FROM duty d JOIN report r ON r.duty_id = d.id
       WHERE d.id = ${dutyId} AND d.state = 'submitted' AND r.id = ${reportId} AND r.state = 'standing'`);
    return duty?.version;
  }

  private chance(about: string, { unit, item, period, revision, round }: Waiting): Chance {
    return new Chance(this.seed, about, unit, item, period, revision, round);
  }
}
