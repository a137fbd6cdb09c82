import { IsBoolean, IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../platform/http/page';
import type { DisputeState } from './dispute.entity';

/** 异议 */
export class DisputeDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  reason!: string;
}

export class DisputeAnswerDto {
  /** 异议成立: the decision is undone. */
  @IsBoolean()
  upheld!: boolean;

  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  answer!: string;
}

export class DisputeQuery extends PageQuery {
  @IsOptional()
  @IsIn(['pending', 'upheld', 'refused'])
  state?: DisputeState;
}
