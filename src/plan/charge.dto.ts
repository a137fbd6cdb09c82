import { Type } from 'class-transformer';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import type { AckState } from '../domain/charge-state';
import type { Role } from '../domain/duty-state';
import { PageQuery } from '../platform/http/page';
import { IsDay, IsId } from '../platform/http/validators';

const ROLES: readonly Role[] = ['lead', 'support'];
const STATES: readonly AckState[] = [
  'pending',
  'acknowledged',
  'objected',
  'not-involved-asked',
  'not-involved',
  'ended',
];

export class ChargeQuery extends PageQuery {
  @IsOptional()
  @Type(() => Number)
  @IsId()
  item?: number;

  @IsOptional()
  @Type(() => Number)
  @IsId()
  unit?: number;

  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  /** Those whose last day is over are shown only when asked for. */
  @IsOptional()
  @IsIn(STATES)
  state?: AckState;
}

/** Why a unit objects, or is not involved. */
export class QuestionDto {
  /** @example 该项职责已于2025年移交市数据局 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  reason!: string;
}

export class VerdictDto {
  @IsIn(['upheld', 'refused'])
  verdict!: 'upheld' | 'refused';

  /** Last day of a 不涉及; without it: till the plan changes. @example 2027-12-31 */
  @IsOptional()
  @IsDay()
  until?: string;

  /** @example 情况属实 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  note!: string;
}

export class ReassignmentDto {
  /** @example 12 */
  @IsId()
  toUnitId!: number;

  /** The first day the new unit answers for it. @example 2027-01-01 */
  @IsDay()
  on!: string;

  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  /** @example 职责已移交 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  reason!: string;
}

export class JoiningDto {
  /** @example 12 */
  @IsId()
  unitId!: number;

  @IsIn(ROLES)
  role!: Role;

  /** @example 2027-01-01 */
  @IsDay()
  since!: string;

  /** @example 新增职责 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  reason!: string;
}

export class LeavingDto {
  /** The first day on which it is no charge any more. @example 2027-01-01 */
  @IsDay()
  on!: string;

  /** @example 职责已移交 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  reason!: string;
}

export class HandlerDto {
  /** Empty takes the name out. @example 质量科陈静 */
  @IsString()
  @MaxLength(60)
  handler!: string;
}
