import { IsOptional, IsString, MaxLength } from 'class-validator';

export class ReviewClockQuery {
  /** Left out: only what waits now. @example 2026Q4 */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  period?: string;
}
