import { Type } from 'class-transformer';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsId } from '../platform/http/validators';

const ITEM_FIELDS = ['title', 'shortName', 'section'] as const;
export type ItemField = (typeof ITEM_FIELDS)[number];

export class ItemQuery {
  /** A plan's id; without it the items of every live plan. */
  @IsOptional()
  @Type(() => Number)
  @IsId()
  plan?: number;
}

export class ItemCorrectionDto {
  @IsIn(ITEM_FIELDS)
  field!: ItemField;

  /** At most 200 characters for a title, 8 for a 简称, 120 for a section. @example 质量认证 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  value!: string;

  /** @example 与印发文件核对 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

/** Of a plan's title, at most 200 characters, or of a 工作要点. */
export class WordingCorrectionDto {
  /** @example 推进质量基础设施“一站式”服务 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  value!: string;

  /** @example 与印发文件核对 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}
