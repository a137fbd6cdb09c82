import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsDay } from '../../platform/http/validators';
import { REASON_CODES, REASON_FIELDS, type ReasonCode, type ReasonField } from './review-reasons';

/** 通过, perhaps with a remark for next time. */
export class AcceptanceDto {
  /** @example 请补充彭泽、修水示范区创建的资金落实情况 */
  @IsString()
  @MaxLength(1_000)
  remark: string = '';
}

export class ReturnReasonDto {
  @IsIn(REASON_CODES)
  code!: ReasonCode;

  /** Which box it is about. */
  @IsIn(REASON_FIELDS)
  field!: ReasonField;

  /** @example 认证新增家数未填 */
  @IsString()
  @MaxLength(500)
  note: string = '';
}

/** 退回 */
export class ReturnDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ReturnReasonDto)
  reasons!: ReturnReasonDto[];

  /** Without it 3 workdays. @example 2026-12-30 */
  @IsOptional()
  @IsDay()
  fixBy?: string;

  /** @example 请核对后于时限前重报 */
  @IsString()
  @MaxLength(1_000)
  note: string = '';
}

/** 摘编 */
export class DigestTextDto {
  /** @example 市工信局新增认证企业36家。 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2_000)
  text!: string;
}

/** 更正 */
export class CorrectionDto {
  /** @example 认证家数误填 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

/** 重新打开 */
export class ReopeningDto extends CorrectionDto {
  /** Without it 3 workdays. @example 2027-01-08 */
  @IsOptional()
  @IsDay()
  fixBy?: string;
}
