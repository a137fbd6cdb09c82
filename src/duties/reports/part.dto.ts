import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsDay } from '../../platform/http/validators';

/** 请补充 */
export class SendBackDto {
  /** What is to be added. @example 请补充企业名单 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  reason!: string;

  /** Without it 3 workdays. @example 2026-12-24 */
  @IsOptional()
  @IsDay()
  fixBy?: string;
}
