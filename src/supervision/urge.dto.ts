import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsOptional,
  IsString,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { IsId } from '../platform/http/validators';

/** Either some duties, or a unit and a period. */
export class UrgeDto {
  /** @example [101, 102] */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsId({ each: true })
  dutyIds?: number[];

  /** @example 12 */
  @ValidateIf(({ dutyIds, unitId }: UrgeDto) => dutyIds === undefined || unitId !== undefined)
  @IsId()
  unitId?: number;

  /** @example 2026Q4 */
  @ValidateIf(({ dutyIds, period }: UrgeDto) => dutyIds === undefined || period !== undefined)
  @IsString()
  @MaxLength(40)
  period?: string;

  /** @example 请于今日下班前报送 */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  note?: string;
}
