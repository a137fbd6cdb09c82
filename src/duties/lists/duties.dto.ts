import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { PageQuery } from '../../platform/http/page';
import { IsDay, IsId } from '../../platform/http/validators';

const SORTS = ['order', 'due', '-due', 'unit', 'item', '-period'] as const;
const COLOURS = ['grey', 'red', 'yellow', 'blue', 'green'] as const;

function IdFilter(): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    Type(() => Number),
    IsId(),
  );
}

export class DutyQuery extends PageQuery {
  @IdFilter()
  unit?: number;

  @IdFilter()
  item?: number;

  @IdFilter()
  schedule?: number;

  @IdFilter()
  plan?: number;

  @IsOptional()
  @IsIn(['lead', 'support'])
  role?: 'lead' | 'support';

  /** @example 2026Q4 */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  period?: string;

  @IsOptional()
  @IsIn(['open', 'submitted', 'accepted', 'returned', 'waived'])
  state?: 'open' | 'submitted' | 'accepted' | 'returned' | 'waived';

  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';

  @IsOptional()
  @IsIn(COLOURS)
  light?: (typeof COLOURS)[number];

  /** Words in the item's or the unit's name. */
  @IsOptional()
  @IsString()
  @Length(1, 40)
  q?: string;

  /** For a leading unit: also the parts of the items it leads. */
  @IsOptional()
  @IsIn(['true', 'false'])
  parts?: 'true' | 'false';

  /** How things stood at the end of that day. */
  @IsOptional()
  @IsDay()
  asOf?: string;

  /** order: document order and 建制顺序 within each opening */
  @IsOptional()
  @IsIn(SORTS)
  override sort: (typeof SORTS)[number] = 'order';
}

export class OverrideLightDto {
  @IsIn(COLOURS)
  light!: (typeof COLOURS)[number];

  /** @example 省级批复未下,暂不计 */
  @IsString()
  @Length(1, 150)
  reason!: string;

  /** @example 2027-01-31 */
  @IsDay()
  until!: string;
}

export class ServeDto {
  @IsIn(['paper', 'phone', 'oa'])
  via!: 'paper' | 'phone' | 'oa';

  /** @example 2026-11-24 */
  @IsDay()
  servedOn!: string;

  /** @example OA 文号 2026-318 */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  note?: string;
}
