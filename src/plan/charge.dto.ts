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

  /** Ended ones are shown only when asked for. */
  @IsOptional()
  @IsIn(STATES)
  state?: AckState;
}

/** Why a unit objects, or is not involved. */
export class QuestionDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  reason!: string;
}

export class VerdictDto {
  @IsIn(['upheld', 'refused'])
  verdict!: 'upheld' | 'refused';

  /** Last day of a 不涉及; without it: till the plan changes. */
  @IsOptional()
  @IsDay()
  until?: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  note!: string;
}

export class ReassignmentDto {
  @IsId()
  toUnitId!: number;

  /** The first day the new unit answers for it. */
  @IsDay()
  on!: string;

  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  reason!: string;
}

export class JoiningDto {
  @IsId()
  unitId!: number;

  @IsIn(ROLES)
  role!: Role;

  @IsDay()
  since!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  reason!: string;
}

export class LeavingDto {
  /** The first day on which it is no charge any more. */
  @IsDay()
  on!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  reason!: string;
}

export class HandlerDto {
  /** Empty takes the name out. */
  @IsString()
  @MaxLength(60)
  handler!: string;
}
