import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsNotEmpty,
  IsString,
  MaxLength,
} from 'class-validator';
import { IsId } from '../../platform/http/validators';

/** 免报 */
export class WaiverDto {
  /** @example 机构改革,职责已移交 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  reason!: string;
}

export class WaiversDto extends WaiverDto {
  /** @example [101, 102] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsId({ each: true })
  dutyIds!: number[];
}
