import { IsBoolean, IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../platform/http/page';
import type { DisputeState } from './dispute.entity';

/** 异议 */
export class DisputeDto {
  /** @example 数据已于12月20日补充在附表中 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  reason!: string;
}

export class DisputeAnswerDto {
  /** 异议成立: the decision is undone. */
  @IsBoolean()
  upheld!: boolean;

  /** @example 经核对,数据已补充,撤销退回 */
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
