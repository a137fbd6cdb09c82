import { IsString, Length } from 'class-validator';
import { IsId } from '../../platform/http/validators';

/** 增列任务 */
export class ChargeDutyDto {
  /** @example 1 */
  @IsId()
  scheduleId!: number;

  /** @example 2026Q4 */
  @IsString()
  @Length(1, 40)
  period!: string;
}
