import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsObject, IsOptional, ValidateNested } from 'class-validator';
import { IsId } from '../../platform/http/validators';

export class DutyFateDto {
  /** @example 101 */
  @IsId()
  dutyId!: number;

  @IsIn(['waive', 'carry'])
  fate!: 'waive' | 'carry';
}

export class ClosePlanDto {
  /** @example 2 */
  @IsOptional()
  @IsId()
  successorId?: number;

  /** What becomes of open duties: 免报, or owed on under the successor. */
  @IsIn(['waive', 'carry'])
  openDuties!: 'waive' | 'carry';

  /** Exceptions, duty by duty. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(2000)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => DutyFateDto)
  perDuty?: DutyFateDto[];
}
