import { IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsDay, IsId, MAX_ID } from '../../platform/http/validators';
import type { ReportKind } from './report.entity';

export const MAX_YEAR_SUMMARY = 10_000;

/** The boxes of a report. */
export class ReportTextDto {
  @IsIn(['full', 'nil'])
  kind!: ReportKind;

  /** 本期新进展; of a nil report the sentence that explains it. @example 新增管理体系认证企业36家,累计412家。 */
  @IsString()
  @MaxLength(10_000)
  progress: string = '';

  /** @example 部分小微企业认证意愿不强。 */
  @IsString()
  @MaxLength(5_000)
  problems: string = '';

  /** @example 一季度开展两场认证政策宣讲。 */
  @IsString()
  @MaxLength(5_000)
  nextSteps: string = '';

  /** 全年总结, in the year's last period. @example 全年新增认证企业120家,完成年度目标的120%。 */
  @IsString()
  @MaxLength(MAX_YEAR_SUMMARY)
  yearSummary: string = '';

  /** @example 数据为快报数 */
  @IsString()
  @MaxLength(2_000)
  remark: string = '';
}

/** A report as handed in. */
export class HandInDto extends ReportTextDto {
  /** 数据截至; without it the 15th of the period's last month. @example 2026-12-15 */
  @IsOptional()
  @IsDay()
  dataAsOf?: string;

  /** Codes of the units a lead names as missing; left out: all that are. @example ["slj"] */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(20, { each: true })
  missingUnits?: string[];
}

/** 审签 */
export class SigningDto {
  /** @example 李强 */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  signer?: string;

  /** @example 副局长 */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  signerPost?: string;

  /** @example 2026-12-18 */
  @IsOptional()
  @IsDay()
  signedOn?: string;
}

export class SignedHandInDto extends IntersectionType(HandInDto, SigningDto) {}

export class BatchRowDto extends HandInDto {
  /** @example 101 */
  @IsId()
  dutyId!: number;

  /** The duty's version as the writer saw it. @example 1 */
  @IsInt()
  @Min(1)
  @Max(MAX_ID)
  version!: number;
}

/** A whole period at once. */
export class ReportBatchDto extends SigningDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique((row?: BatchRowDto) => row?.dutyId)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => BatchRowDto)
  rows!: BatchRowDto[];
}

/** 其余均无新进展 */
export class NilBatchDto extends SigningDto {
  /** @example 2026Q4 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  period!: string;

  /** @example 1 */
  @IsOptional()
  @IsId()
  scheduleId?: number;

  /** Leads need one; supporters from the third nil in a row. @example 待省级批复 */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  sentence?: string;
}

/** 代录: a paper, a call or an OA message that the office enters. */
export class OnBehalfDto extends HandInDto {
  /** @example 2026-12-22 */
  @IsDay()
  receivedOn!: string;

  @IsIn(['paper', 'phone', 'oa'])
  via!: 'paper' | 'phone' | 'oa';

  /** @example 单位网络故障,送来纸质报告 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}
