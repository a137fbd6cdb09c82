import { Injectable } from '@nestjs/common';
import { AuditCheck } from '../audit/audit-check.service';
import { sayPeriod } from '../domain/period';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import { RulesInForce } from '../plan/rules-in-force.service';
import type { Check, Fault } from './check';
import { dutyChecks } from './duty-checks';
import { historyChecks } from './history-checks';
import { type Climbed, ladderChecks } from './ladder-checks';
import { recordChecks } from './record-checks';
import { scopeChecks } from './scope-checks';
import { supervisionChecks } from './supervision-checks';

export interface Verified {
  name: string;
  /** What must hold, one Chinese sentence. */
  promise: string;
  ok: boolean;
  /** The first places where it does not, one sentence each. */
  breaches: string[];
}

export interface VerificationReport {
  ok: boolean;
  checks: Verified[];
}

const SHOWN = 5;

/** The promises of docs (trust) over the database as it stands; reads beside everybody else and changes nothing. */
@Injectable()
export class Verification {
  constructor(
    private readonly db: Database,
    private readonly rules: RulesInForce,
    private readonly record: AuditCheck,
  ) {}

  async run(): Promise<VerificationReport> {
    const checks: Verified[] = [];
    for (const check of await this.checks()) checks.push(await this.verify(check));
    checks.push(await this.verifyRecord());
    return { ok: checks.every(({ ok }) => ok), checks };
  }

  private async checks(): Promise<Check[]> {
    return [
      ...dutyChecks,
      ...historyChecks,
      ...ladderChecks(await this.rules.current(), await this.climbed()),
      ...supervisionChecks,
      ...scopeChecks,
      ...recordChecks,
    ];
  }

  private async verify({ name, promise, find }: Check): Promise<Verified> {
    const faults = await this.db.slow<Fault & { total: number }>(sql`
      SELECT f.*, COUNT(*) OVER () AS total FROM (${find}) f ORDER BY f."rowId" LIMIT ${SHOWN}`);
    const breaches = faults.map(sayFault);
    const more = (faults[0]?.total ?? 0) - faults.length;
    if (more > 0) breaches.push(`另有${more}处。`);
    return { name, promise, ok: faults.length === 0, breaches };
  }

  private async verifyRecord(): Promise<Verified> {
    const { fault } = await this.record.verifyChain();
    const breaches = fault ? [`操作记录第${fault.id}条起:${fault.why}。`] : [];
    return { name: 'record-chain', promise: '操作记录逐条相接,未被改动', ok: !fault, breaches };
  }

  private async climbed(): Promise<Climbed | undefined> {
    const [climbed] = await this.db.slow<Climbed>(
      sql`SELECT done_day AS "on", done_at AS at FROM sweep WHERE name = 'climb'`,
    );
    return climbed;
  }
}

function sayFault({ rowId, place, period, why }: Fault): string {
  return `${place}${period && sayPeriod(period)}(编号${rowId}):${why}。`;
}
