import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsDay } from '../platform/http/validators';

export class CalendarYearDto {
  /** @example 2026 */
  @Type(() => Number)
  @IsInt()
  @Min(2000)
  @Max(2100)
  year!: number;
}

export class NoticeTextDto {
  /** The State Council's yearly notice, pasted. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(20_000)
  text!: string;
}

export class YearPictureDto {
  /** @example '国办发明电〔2025〕7号' */
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  notice!: string;

  /** Monday to Friday, off. */
  @IsArray()
  @ArrayMaxSize(60)
  @ArrayUnique()
  @IsDay({ each: true })
  rest!: string[];

  /** Weekend days worked. */
  @IsArray()
  @ArrayMaxSize(60)
  @ArrayUnique()
  @IsDay({ each: true })
  work!: string[];
}

export class CalendarConfirmationDto {
  @IsDay()
  through!: string;
}
