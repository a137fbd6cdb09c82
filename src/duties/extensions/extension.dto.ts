import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';
import { PageQuery } from '../../platform/http/page';
import { IsDay, IsId } from '../../platform/http/validators';
import type { ExtensionState } from './extension.entity';

/** 申请延期: one request for many duties. */
export class ExtensionRequestDto {
  /** @example [101, 102] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsId({ each: true })
  dutyIds!: number[];

  /** @example 2026-12-30 */
  @IsDay()
  newDueOn!: string;

  /** @example 年终数据12月28日方能汇总 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

/** 同意 */
export class GrantDto {
  /** @example 同意,请于新时限前报送 */
  @IsString()
  @MaxLength(500)
  answer: string = '';

  /** Another day than the one asked for. @example 2026-12-30 */
  @IsOptional()
  @IsDay()
  newDueOn?: string;
}

/** 不同意, with the reason. */
export class RefusalDto {
  /** @example 全市通报须于12月28日汇总 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  answer!: string;
}

export class ExtensionQuery extends PageQuery {
  @IsOptional()
  @IsIn(['pending', 'granted', 'refused', 'withdrawn', 'lapsed'])
  state?: ExtensionState;
}
