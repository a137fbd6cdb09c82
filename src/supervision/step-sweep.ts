import type { Day } from '../domain/day';
import type { Role } from '../domain/duty-state';
import { type Sql, sql } from '../platform/database/sql';

/** One step of one role, taken on a day. */
export interface StepSweep {
  role: Role;
  step: number;
  day: Day;
  at: Date;
}

/** The duties (alias d) that take this step on this day and were not handed in since. */
export function stepping({ role, step, day }: StepSweep): Sql {
  return sql`d.ladder_from IS NOT NULL AND d.ladder_step = ${step} AND d.stepped_on = ${day} AND d.role = ${role}`;
}
