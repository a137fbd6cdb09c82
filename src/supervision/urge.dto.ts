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
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsId({ each: true })
  dutyIds?: number[];

  @ValidateIf(({ dutyIds, unitId }: UrgeDto) => dutyIds === undefined || unitId !== undefined)
  @IsId()
  unitId?: number;

  @ValidateIf(({ dutyIds, period }: UrgeDto) => dutyIds === undefined || period !== undefined)
  @IsString()
  @MaxLength(40)
  period?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  note?: string;
}
