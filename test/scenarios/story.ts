import { SignInHooks } from '../../src/accounts/sign-in-hooks';
import { addDays, type Day, dayOf } from '../../src/domain/day';
import type { HandInRow, HandInTerms } from '../../src/duties/reports/hand-in-check';
import { DisputeAnswers } from '../../src/duties/reviews/dispute-answers.service';
import { DisputeService } from '../../src/duties/reviews/dispute.service';
import { ExtensionAnswers } from '../../src/duties/extensions/extension-answers.service';
import { ExtensionService } from '../../src/duties/extensions/extension.service';
import { HandInService } from '../../src/duties/reports/hand-in.service';
import { PostponementService } from '../../src/duties/opening/postponement.service';
import { ReopeningService } from '../../src/duties/reviews/reopening.service';
import { ReviewService } from '../../src/duties/reviews/review.service';
import { ChargeAnswers } from '../../src/plan/charge-answers.service';
import { ChargeDecisions } from '../../src/plan/charge-decisions.service';
import { sql } from '../../src/platform/database/sql';
import type { Actor } from '../../src/platform/http/actor';
import { demand, type People } from '../../src/simulation/people';
import type { World } from '../../src/simulation/world';
import { CaseReplies } from '../../src/supervision/case-replies.service';

/** `2020-01-06 09:30` in Shanghai, and who does what then. */
export type Scene = readonly [moment: string, act: (story: Story) => Promise<unknown>];

interface Found {
  id: number;
  version: number;
}

/** The verbs of the golden scenario; people by the code of their unit, duties by item and period. */
export class Story {
  constructor(
    private readonly world: World,
    private readonly people: People,
  ) {}

  /** Day after day: the sweeps at 09:00 while the server is on, then the day's scenes in order. */
  async tell(from: Day, to: Day, scenes: readonly Scene[], off: (day: Day) => boolean): Promise<void> {
    const inOrder = [...scenes].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    let next = 0;
    for (let day = from; day <= to; day = addDays(day, 1)) {
      this.world.setTime(day, 9 * 60);
      if (!off(day)) await this.world.sweep();
      for (let scene = inOrder[next]; scene && scene[0].slice(0, 10) === day; scene = inOrder[next]) {
        const [hours, minutes] = scene[0].slice(11).split(':').map(Number);
        this.world.setTime(day, (hours ?? 0) * 60 + (minutes ?? 0));
        await scene[1](this);
        next += 1;
      }
    }
    if (next < inOrder.length) throw new Error(`a scene lies outside the story: ${inOrder[next]?.[0]}`);
  }

  async signIn(unit: string): Promise<void> {
    const by = this.contact(unit);
    await this.world.db.write(() => this.world.get(SignInHooks).run(by, this.now));
    await this.world.get(ChargeAnswers).acknowledgeAll(by, this.now);
  }

  async object(unit: string, item: string, reason: string): Promise<void> {
    const charge = await this.charge(unit, item);
    const said = { reason, at: this.now };
    await this.world
      .get(ChargeAnswers)
      .question(this.contact(unit), charge.id, charge.version, 'object', said);
  }

  async answerObjection(
    unit: string,
    item: string,
    verdict: 'upheld' | 'refused',
    note: string,
  ): Promise<void> {
    const { id, version } = await this.charge(unit, item);
    await this.world.get(ChargeDecisions).decide(this.people.head, id, version, { verdict, note }, this.now);
  }

  async handIn(unit: string, items: readonly string[], period: string, text: string): Promise<void> {
    await this.report(unit, items, period, { kind: 'full', progress: text });
  }

  async nil(unit: string, items: readonly string[], period: string, sentence = ''): Promise<void> {
    await this.report(unit, items, period, { kind: 'nil', progress: sentence });
  }

  async accept(unit: string, item: string, period: string, remark = ''): Promise<void> {
    const { reportId, version } = await this.read(unit, item, period);
    await this.world.get(ReviewService).accept(this.reviewerOf(unit), reportId, version, remark, this.now);
  }

  async sendBack(unit: string, item: string, period: string, note: string): Promise<void> {
    const { reportId, version } = await this.read(unit, item, period);
    const reasons = [{ code: 'vague', field: 'progress', note } as const];
    const request = { reasons, note: '', fixBy: null };
    await this.world.get(ReviewService).return(this.reviewerOf(unit), reportId, version, request, this.now);
  }

  async dispute(unit: string, item: string, period: string, reason: string): Promise<void> {
    const review = await this.world.db.row<{ id: number }>(sql`
      SELECT v.id FROM review v WHERE v.duty_id = ${(await this.duty(unit, item, period)).id} ORDER BY v.id DESC LIMIT 1`);
    await this.world
      .get(DisputeService)
      .raise(this.contact(unit), 'review', review?.id ?? 0, reason, this.now);
  }

  async answerDispute(upheld: boolean, answer: string): Promise<void> {
    const pending = await this.world.db.row<{ id: number }>(
      sql`SELECT id FROM dispute WHERE state = 'pending'`,
    );
    await this.world
      .get(DisputeAnswers)
      .answer(this.people.head, pending?.id ?? 0, { upheld, answer, at: this.now });
  }

  async reopen(unit: string, item: string, period: string, reason: string): Promise<void> {
    const { id, version } = await this.duty(unit, item, period);
    await this.world
      .get(ReopeningService)
      .reopen(this.people.office, id, version, { reason, fixBy: null }, this.now);
  }

  async askMoreTime(
    unit: string,
    item: string,
    period: string,
    newDueOn: Day,
    reason: string,
  ): Promise<void> {
    const { id } = await this.duty(unit, item, period);
    await this.world
      .get(ExtensionService)
      .ask(this.contact(unit), { dutyIds: [id], newDueOn, reason }, this.now);
  }

  async answerMoreTime(granted: boolean, answer: string): Promise<void> {
    const pending = await this.world.db.row<{ id: number }>(
      sql`SELECT id FROM extension WHERE state = 'pending'`,
    );
    const [answers, which] = [this.world.get(ExtensionAnswers), { id: pending?.id ?? 0 }];
    if (granted) await answers.grant(this.people.office, which, { answer }, this.now);
    else await answers.refuse(this.people.office, which, answer, this.now);
  }

  async replyToCase(unit: string, note: string, promisedOn: Day | null): Promise<void> {
    const found = await this.world.db.row<Found>(sql`
      SELECT c.id, c.version FROM supervision_case c JOIN unit u ON u.id = c.unit_id
       WHERE u.code = ${unit} AND c.state <> 'closed' ORDER BY c.id DESC LIMIT 1`);
    const reply = { note, promisedOn, at: this.now };
    await this.world.get(CaseReplies).reply(this.contact(unit), found?.id ?? 0, found?.version ?? 0, reply);
  }

  async postponeAll(role: 'lead' | 'support', period: string, newDueOn: Day, reason: string): Promise<void> {
    const schedule = await this.world.db.row<{ id: number }>(
      sql`SELECT id FROM schedule WHERE role = ${role} AND frequency = 'quarter'`,
    );
    const notice = {
      noticeNo: `九质强办〔${dayOf(this.now).slice(0, 4)}〕9号`,
      noticeOn: dayOf(this.now),
      reason,
    };
    await this.world
      .get(PostponementService)
      .postpone(this.people.office, schedule?.id ?? 0, { period, newDueOn, ...notice }, this.now);
  }

  private get now(): Date {
    return this.world.clock.now();
  }

  private contact(unit: string): Actor {
    return demand(this.people.contacts, unit);
  }

  private reviewerOf(unit: string): Actor {
    return unit === 'scjgj' ? this.people.colleague : this.people.office;
  }

  private async report(
    unit: string,
    items: readonly string[],
    period: string,
    said: Pick<HandInRow, 'kind' | 'progress'>,
  ): Promise<void> {
    const rows: HandInRow[] = [];
    for (const item of items) {
      const { id: dutyId, version } = await this.duty(unit, item, period);
      const rest = {
        problems: '',
        nextSteps: '',
        yearSummary: '',
        remark: '',
        dataAsOf: null,
        missingUnits: null,
      };
      rows.push({ dutyId, version, ...rest, ...said });
    }
    const terms: HandInTerms = { at: this.now, by: 'unit', via: 'web', reason: '', signing: null };
    await this.world.get(HandInService).handInAll(this.contact(unit), rows, terms);
  }

  /** The office begins to read the standing report. */
  private async read(
    unit: string,
    item: string,
    period: string,
  ): Promise<{ reportId: number; version: number }> {
    const { id, version } = await this.duty(unit, item, period);
    const report = await this.world.db.row<{ id: number }>(
      sql`SELECT id FROM report WHERE duty_id = ${id} AND state = 'standing'`,
    );
    await this.world.get(ReviewService).beginReading(report?.id ?? 0, this.now);
    return { reportId: report?.id ?? 0, version };
  }

  private async duty(unit: string, item: string, period: string): Promise<Found> {
    const duty = await this.world.db.row<Found>(sql`
      SELECT d.id, d.version FROM duty d JOIN unit u ON u.id = d.unit_id JOIN item i ON i.id = d.item_id
       WHERE u.code = ${unit} AND i.code = ${item} AND d.period = ${period}`);
    if (!duty) throw new Error(`${unit} owes nothing on ${item} in ${period}`);
    return duty;
  }

  private async charge(unit: string, item: string): Promise<Found> {
    const charge = await this.world.db.row<Found>(sql`
      SELECT c.id, c.version FROM charge c JOIN unit u ON u.id = c.unit_id JOIN item i ON i.id = c.item_id
       WHERE u.code = ${unit} AND i.code = ${item} AND c.until IS NULL`);
    if (!charge) throw new Error(`${unit} has no charge on ${item}`);
    return charge;
  }
}
