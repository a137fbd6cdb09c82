import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { type CaseState } from '../domain/case-rules';
import type { Day } from '../domain/day';
import { PageQuery } from '../platform/http/page';
import { IsDay, IsId } from '../platform/http/validators';
import type { CaseKind } from './case.entity';
import { PHONE_RESULTS, type PhoneResult } from './case-replies.service';

const STATES: readonly CaseState[] = ['opened', 'handling', 'replied', 'paused', 'closed'];
const KINDS: readonly CaseKind[] = ['lead', 'support'];

export class CaseQuery extends PageQuery {
  @IsOptional()
  @IsIn(STATES)
  state?: CaseState;

  @IsOptional()
  @IsIn(KINDS)
  kind?: CaseKind;

  @IsOptional()
  @Type(() => Number)
  @IsId()
  unit?: number;

  @IsOptional()
  @IsString()
  @MaxLength(40)
  period?: string;
}

export class CaseNoteDto {
  /** @example 已与联络员核对,数据本周内汇总 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  note!: string;
}

export class CaseReplyDto extends CaseNoteDto {
  /** At most 20 workdays ahead, twice a round; the ladder stands still through it. @example 2027-01-08 */
  @IsOptional()
  @IsDay()
  promisedOn?: Day;
}

export class PhoneCallDto extends CaseReplyDto {
  @IsIn(Object.keys(PHONE_RESULTS))
  result!: PhoneResult;
}

export class CaseClosureDto extends CaseNoteDto {
  /** 仍有未报,确需销号 */
  @IsOptional()
  @IsBoolean()
  stillOwed?: boolean;
}

export class CaseDisputeDto {
  /** @example 本项材料已于12月24日送达牵头单位 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  reason!: string;
}

export class CaseDisputeAnswerDto {
  @IsBoolean()
  upheld!: boolean;

  /** @example 经核对属实,予以销号 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  answer!: string;
}
