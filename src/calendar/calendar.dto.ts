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
  /** The State Council's yearly notice, pasted. @example 元旦:1月1日至3日放假调休,共3天。1月4日(周日)上班。 */
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

  /** Monday to Friday, off. @example ["2026-01-01", "2026-01-02"] */
  @IsArray()
  @ArrayMaxSize(60)
  @ArrayUnique()
  @IsDay({ each: true })
  rest!: string[];

  /** Weekend days worked. @example ["2026-01-04"] */
  @IsArray()
  @ArrayMaxSize(60)
  @ArrayUnique()
  @IsDay({ each: true })
  work!: string[];
}

export class CalendarConfirmationDto {
  /** @example 2027-12-31 */
  @IsDay()
  through!: string;
}
