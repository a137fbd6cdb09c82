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

  /** At most 200 characters for a title, 8 for a 简称, 120 for a section. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  value!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}
