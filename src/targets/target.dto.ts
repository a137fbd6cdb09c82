import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { PageQuery } from '../platform/http/page';
import { IsDay, IsId } from '../platform/http/validators';

const MOST = 1_000_000_000_000;

export class TargetQuery extends PageQuery {
  @IsOptional()
  @Type(() => Number)
  @IsId()
  plan?: number;

  @IsOptional()
  @Type(() => Number)
  @IsId()
  item?: number;
}

export class ReadingDto {
  /** @example '2026Q4' */
  @IsString()
  @MaxLength(20)
  period!: string;

  /** @example 36 */
  @IsNumber({ allowInfinity: false, allowNaN: false })
  @Min(0)
  @Max(MOST)
  value!: number;

  /** 数据截至 @example 2026-12-15 */
  @IsDay()
  asOf!: string;

  /** Where the figure comes from. @example '认证认可信息公共服务平台' */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  source!: string;
}

export class PathPointDto {
  /** @example 2026-12-31 */
  @IsDay()
  on!: string;

  /** @example 80 */
  @IsNumber({ allowInfinity: false, allowNaN: false })
  @Min(0)
  @Max(MOST)
  value!: number;
}

export class DefinitionDto {
  /** 口径 @example 有效期内的管理体系认证证书数 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  definition!: string;

  /** What the office expects by when; the target itself closes the path. */
  @IsArray()
  @ArrayMaxSize(40)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => PathPointDto)
  path!: PathPointDto[];
}

export class FillingDto {
  /** unit: each leading unit of the item fills its own figure. */
  @IsIn(['office', 'unit'])
  filledBy!: 'office' | 'unit';

  /** @example 各县口径不一 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

export class SettlementDto {
  /** What the office found. @example 经核对台账,目标已达到 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  note!: string;
}
