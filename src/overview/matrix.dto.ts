import { Type } from 'class-transformer';
import { IsOptional, IsString, Length } from 'class-validator';
import { IsDay, IsId } from '../platform/http/validators';

export class MatrixQuery {
  /** Absent: the live plan. */
  @IsOptional()
  @Type(() => Number)
  @IsId()
  plan?: number;

  /** Absent: the quarter of the day. @example 2026Q4 */
  @IsOptional()
  @IsString()
  @Length(1, 40)
  period?: string;

  /** How it stood at the end of that day; absent: now. */
  @IsOptional()
  @IsDay()
  asOf?: string;
}
