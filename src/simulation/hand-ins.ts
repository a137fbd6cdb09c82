import { type HandInRow, type HandInTerms } from '../duties/reports/hand-in-check';
import { HandInService } from '../duties/reports/hand-in.service';
import { NilBatchService } from '../duties/reports/nil-batch.service';
import { ReportWithdrawal } from '../duties/reports/report-withdrawal.service';
import { dayOf } from '../domain/day';
import { isPeriod, isYearEnd } from '../domain/period';
import { dataAsOf } from '../domain/recurrence';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import type { BoardRow } from './board';
import { Chance } from './chance';
import { nextStepsOf, nilReasonOf, problemsOf, progressOf } from './report-words';
import type { World } from './world';

/** What contacts write and hand in: full reports in one batch, nil ones by the one click for the rest. */
export class HandIns {
  constructor(
    private readonly world: World,
    private readonly seed: number,
  ) {}

  /** `last`: nothing else of that schedule and period stays open for the unit. */
  async handIn(by: Actor, rows: readonly BoardRow[], last: boolean): Promise<void> {
    const versions = await this.versionsOf(rows);
    const owed = rows.filter(({ id }) => versions.has(id));
    const nil = last ? owed.filter((row) => row.state === 'open' && this.isNil(row)) : [];
    const written = owed
      .filter((row) => !nil.includes(row))
      .map((row) => this.write(row, versions.get(row.id) ?? 0));
    if (written.length > 0) await this.world.get(HandInService).handInAll(by, written, this.terms());
    const [first] = nil;
    if (!first) return;
    const { period, scheduleId } = first;
    const sentence = nilReasonOf(this.chance('nil', first));
    await this.world.get(NilBatchService).reportNil(by, { period, scheduleId, sentence }, this.terms());
  }

  /** Second thoughts, as long as nobody has begun to read; answers whether it was taken back. */
  async takeBack(by: Actor, row: BoardRow): Promise<void> {
    const standing = await this.world.db.row<{ version: number }>(sql`
      SELECT d.version FROM duty d JOIN report r ON r.duty_id = d.id
       WHERE d.id = ${row.id} AND d.state = 'submitted' AND r.revision = 1 AND r.state = 'standing' AND r.read_at IS NULL`);
    if (!standing) return;
    await this.world.get(ReportWithdrawal).withdraw(by, row.id, standing.version, this.world.clock.now());
  }

  /** What would be written today, also as a draft. */
  write(row: BoardRow, version: number): HandInRow {
    const chance = this.chance('text', row);
    const period = { dutyId: row.id, version, dataAsOf: isPeriod(row.period) ? dataAsOf(row.period) : null };
    if (row.state === 'open' && this.isNil(row)) {
      return { ...period, ...NOTHING, kind: 'nil', progress: nilReasonOf(chance) };
    }
    const summary = row.role === 'lead' && isYearEnd(row.period);
    return {
      ...period,
      ...NOTHING,
      kind: 'full',
      progress: progressOf(row.kind, chance),
      problems: problemsOf(chance),
      nextSteps: nextStepsOf(chance),
      yearSummary: summary ? `全年:${progressOf(row.kind, chance)}` : '',
    };
  }

  private isNil(row: BoardRow): boolean {
    return this.chance('kind', row).happens(row.role === 'lead' ? 0.03 : 0.16);
  }

  private chance(about: string, { unit, item, period, role, round }: BoardRow): Chance {
    return new Chance(this.seed, about, unit, item, period, role, round);
  }

  private terms(): HandInTerms {
    const at = this.world.clock.now();
    const signing = { signer: '分管负责同志', signerPost: '分管领导', signedOn: dayOf(at) };
    return { at, by: 'unit', via: 'web', reason: '', signing };
  }

  private async versionsOf(rows: readonly BoardRow[]): Promise<Map<number, number>> {
    const ids = sql.list(rows.map(({ id }) => id));
    const owed = await this.world.db.rows<{ id: number; version: number }>(
      sql`SELECT id, version FROM duty WHERE id IN ${ids} AND state IN ('open', 'returned')`,
    );
    return new Map(owed.map(({ id, version }) => [id, version]));
  }
}

const NOTHING = { problems: '', nextSteps: '', yearSummary: '', remark: '', missingUnits: null };
