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
import { IsDay, IsId, MAX_ID } from '../platform/http/validators';
import type { ReportKind } from './report.entity';

/** The boxes of a report. */
export class ReportTextDto {
  @IsIn(['full', 'nil'])
  kind!: ReportKind;

  /** 本期新进展; of a nil report the sentence that explains it. */
  @IsString()
  @MaxLength(10_000)
  progress = '';

  @IsString()
  @MaxLength(5_000)
  problems = '';

  @IsString()
  @MaxLength(5_000)
  nextSteps = '';

  /** 全年总结, in the year's last period. */
  @IsString()
  @MaxLength(10_000)
  yearSummary = '';

  @IsString()
  @MaxLength(2_000)
  remark = '';
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
  @IsOptional()
  @IsString()
  @MaxLength(40)
  signer?: string;

  @IsOptional()
  @IsString()
  @MaxLength(60)
  signerPost?: string;

  @IsOptional()
  @IsDay()
  signedOn?: string;
}

export class SignedHandInDto extends IntersectionType(HandInDto, SigningDto) {}

export class BatchRowDto extends HandInDto {
  @IsId()
  dutyId!: number;

  /** The duty's version as the writer saw it. */
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
  @IsDay()
  receivedOn!: string;

  @IsIn(['paper', 'phone', 'oa'])
  via!: 'paper' | 'phone' | 'oa';

  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}
