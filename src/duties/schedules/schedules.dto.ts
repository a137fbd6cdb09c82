import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { DueRule } from '../../domain/recurrence';
import { IsDay, IsId, MAX_ID } from '../../platform/http/validators';

const FREQUENCIES = ['month', 'quarter', 'half', 'year', 'once'] as const;
const REST_RULES = ['next', 'previous', 'none'] as const;
const UNIT_KINDS = ['office', 'department', 'party', 'vertical', 'county', 'zone'] as const;

export class DueRuleDto {
  @IsIn(['day-of-last-month', 'workdays-after-end', 'fixed'])
  anchor!: 'day-of-last-month' | 'workdays-after-end' | 'fixed';

  /** Day of the last month (1 to 31) or workdays after the end (1 to 60); not used for a fixed day. @example 25 */
  @IsInt()
  @Min(0)
  @Max(60)
  offset!: number;

  /** Only for a one-off. @example 2026-12-25 */
  @IsOptional()
  @IsDay()
  fixedOn?: string;

  @IsIn(REST_RULES)
  restRule!: 'next' | 'previous' | 'none';
}

/** The rule as src/domain reads it. */
export function ruleOf({ anchor, offset, restRule, fixedOn }: DueRuleDto): DueRule {
  return fixedOn === undefined ? { anchor, offset, restRule } : { anchor, offset, restRule, fixedOn };
}

/** A new schedule, or one to be previewed. */
export class CreateScheduleDto {
  /** @example 1 */
  @IsId()
  planId!: number;

  /** @example lead-half */
  @IsOptional()
  @Matches(/^[a-z][a-z0-9-]{1,39}$/)
  code?: string;

  /** @example 半年牵头报告 */
  @IsString()
  @Length(2, 80)
  name!: string;

  @IsIn(['lead', 'support'])
  role!: 'lead' | 'support';

  @IsIn(FREQUENCIES)
  frequency!: (typeof FREQUENCIES)[number];

  @IsObject()
  @ValidateNested()
  @Type(() => DueRuleDto)
  due!: DueRuleDto;

  /** Ids of items; absent: every item of the plan. @example [3, 4] */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsId({ each: true })
  items?: number[];

  /** Which notice it rests on (依据); may wait for the release. @example 九质强办〔2026〕3号 */
  @IsOptional()
  @IsString()
  @MaxLength(120)
  basis?: string;

  /** `2027Q1`; of a one-off its name. Absent: as the rule for new schedules says. @example 2027H1 */
  @IsOptional()
  @IsString()
  @Length(1, 40)
  fromPeriod?: string;

  /** The day a one-off opens; absent: today. @example 2027-01-04 */
  @IsOptional()
  @IsDay()
  opensOn?: string;

  /** Kinds of units whose silence counts as nil; supporters only. */
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(UNIT_KINDS, { each: true })
  silentNilKinds?: (typeof UNIT_KINDS)[number][];

  @IsOptional()
  @IsBoolean()
  needsSignOff?: boolean;

  /** 数据截至: this day of a period's last month; absent: the 15th. @example 15 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(31)
  dataAsOfDay?: number;
}

export class ChangeDueRuleDto {
  @IsObject()
  @ValidateNested()
  @Type(() => DueRuleDto)
  due!: DueRuleDto;

  /** @example 九质强办〔2026〕5号 */
  @IsOptional()
  @IsString()
  @MaxLength(120)
  basis?: string;
}

export class SwitchOffDto {
  /** @example 改为按半年报送 */
  @IsString()
  @Length(1, 160)
  reason!: string;

  /** What becomes of its open duties. */
  @IsIn(['keep', 'waive'])
  openDuties!: 'keep' | 'waive';
}

export class EndScheduleDto {
  /** @example 2027Q4 */
  @IsString()
  @Length(1, 40)
  lastPeriod!: string;
}

export class ReleaseDto {
  /** Notice number, or 经…同意. @example 九质强办〔2026〕3号 */
  @IsString()
  @Length(2, 120)
  basis!: string;

  /** @example 2026-11-20 */
  @IsOptional()
  @IsDay()
  basisOn?: string;

  /** Words to the units that go with the notice. @example 请指定一名联络员 */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  basisNote?: string;

  /** The first period that counts. @example 2026Q4 */
  @IsString()
  @Length(1, 40)
  firstPeriod!: string;
}

export class VersionedScheduleDto {
  /** @example 1 */
  @IsId()
  id!: number;

  /** @example 1 */
  @IsInt()
  @Min(1)
  @Max(MAX_ID)
  version!: number;
}

/** Several schedules by one notice. */
export class ReleaseTogetherDto extends ReleaseDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => VersionedScheduleDto)
  schedules!: VersionedScheduleDto[];
}

/** 统一顺延: either the new day or a number of workdays. */
export class PostponeDto {
  /** @example 2026Q4 */
  @IsString()
  @Length(1, 40)
  period!: string;

  /** @example 2026-12-31 */
  @IsOptional()
  @IsDay()
  newDueOn?: string;

  /** @example 3 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(60)
  byWorkdays?: number;

  /** @example 九质强办〔2026〕8号 */
  @IsString()
  @Length(1, 80)
  noticeNo!: string;

  /** @example 2026-12-15 */
  @IsDay()
  noticeOn!: string;

  /** @example 与年终考核合并报送 */
  @IsString()
  @Length(1, 500)
  reason!: string;

  /** True: only say what would move. */
  @IsOptional()
  @IsBoolean()
  preview?: boolean;
}

export class RecallDto {
  /** @example 周期选错 */
  @IsString()
  @Length(1, 160)
  reason!: string;
}
