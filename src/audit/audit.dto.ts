import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { PageQuery } from '../platform/http/page';
import { IsDay, MAX_ID } from '../platform/http/validators';

export class AuditQuery extends PageQuery {
  /** report.submitted, or its beginning: report */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  action?: string;

  @IsOptional()
  @IsString()
  @MaxLength(40)
  subject?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(MAX_ID)
  subjectId?: number;

  /** An account's name. */
  @IsOptional()
  @IsString()
  @MaxLength(80)
  actor?: string;

  /** First day, in Shanghai. */
  @IsOptional()
  @IsDay()
  from?: string;

  /** Last day. */
  @IsOptional()
  @IsDay()
  to?: string;
}
