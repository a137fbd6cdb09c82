import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { type Day, dayOf } from '../domain/day';
import type { Role } from '../domain/duty-state';
import { climbable, isProvisional, stepDueOn } from '../domain/ladder';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import { SYSTEM } from '../platform/http/actor';
import { LadderEffects } from './ladder-effects.service';
import { type StepSweep, stepping } from './step-sweep';
import { RulesInForce, type SupervisionRules } from '../plan/rules-in-force.service';

/**
 * The ladder (domain §6), set-based. Missed days need no replay: a duty that was due for three steps takes the first on
 * the day the server is back and one more each workday after, because `stepped_on` allows one step a day.
 */
@Injectable()
export class ClimbService {
  constructor(
    private readonly db: Database,
    private readonly rules: RulesInForce,
    private readonly effects: LadderEffects,
    private readonly audit: Audit,
  ) {}

  /** Answers how many steps were taken; a rest day takes none. */
  async climb(asOf: Date): Promise<number> {
    const rules = await this.rules.current();
    let taken = 0;
    for (const role of ['lead', 'support'] as const) {
      taken += await this.db.write(() => this.climbRole(role, asOf, rules));
    }
    return taken;
  }

  private async climbRole(role: Role, at: Date, rules: SupervisionRules): Promise<number> {
    let taken = 0;
    for (let step = 1; step <= rules.ladder[role].length; step += 1) {
      const sweep: StepSweep = { role, step, day: dayOf(at), at };
      const cutoff = climbable(step, role, sweep.day, rules);
      if (cutoff === null || (await this.claim(sweep, cutoff)) === 0) continue;
      const ids = await this.record(sweep, rules);
      await this.effects.follow(sweep);
      this.note(sweep, ids);
      taken += ids.length;
    }
    return taken;
  }

  /**
   * First of all, because on PostgreSQL an UPDATE locks each row and looks at it again: a hand-in that committed before
   * has set ladder_from to NULL and wins, and of several sweeps one gets the row. Sweeps do not touch the version.
   * Whose silence counts as nil is never late, even when this sweep comes before the one that counts it.
   */
  private claim({ role, step, day }: StepSweep, cutoff: Day): Promise<number> {
    return this.db.changed(sql`
      UPDATE duty SET ladder_step = ${step}, stepped_on = ${day}
       WHERE ladder_from IS NOT NULL AND ladder_step = ${step - 1} AND ladder_from <= ${cutoff}
         AND (stepped_on IS NULL OR stepped_on < ${day}) AND role = ${role} AND NOT (silent_nil = 1 AND state = 'open')`);
  }

  /** A step stores its due day, and duties that count from the same day share it. Answers the duties that stepped. */
  private async record(sweep: StepSweep, rules: SupervisionRules): Promise<number[]> {
    const { role, step, day, at } = sweep;
    const stepped = stepping(sweep);
    const from = await this.db.rows<{ day: Day }>(
      sql`SELECT DISTINCT d.ladder_from AS day FROM duty d WHERE ${stepped} ORDER BY d.ladder_from`,
    );
    const ids: number[] = [];
    for (const { day: ladderFrom } of from) {
      const dueOn = stepDueOn(ladderFrom, rules.ladder[role][step - 1] ?? 0, rules.calendar);
      const recorded = await this.db.rows<{ id: number }>(sql`
        INSERT INTO ladder_step (duty_id, round, term, step, due_on, taken_on, taken_at, provisional)
        SELECT d.id, d.round, d.term, d.ladder_step, ${sql.text(dueOn)}, ${sql.text(day)}, ${sql.text(at)},
               ${sql.int(isProvisional(dueOn, rules))}
          FROM duty d WHERE ${stepped} AND d.ladder_from = ${ladderFrom}
        ON CONFLICT (duty_id, round, term, step) DO NOTHING RETURNING duty_id AS id`);
      ids.push(...recorded.map(({ id }) => id));
    }
    return ids;
  }

  /** One entry a sweep and step: a hash of the duties' numbers stands for the thousands. */
  private note({ role, step, day }: StepSweep, ids: readonly number[]): void {
    const hash = createHash('sha256').update(ids.join(',')).digest('hex');
    const facts = { role, step, day, duties: ids.length, hash };
    this.audit.note(SYSTEM, { action: 'ladder.stepped', subject: 'ladder', subjectId: step, facts });
  }
}
