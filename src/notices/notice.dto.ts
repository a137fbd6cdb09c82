import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsOptional, Equals } from 'class-validator';
import type { Day } from '../domain/day';
import { PageQuery } from '../platform/http/page';
import { IsDay, IsId } from '../platform/http/validators';
import type { MessageState } from './notice.entity';

export class NoticeQuery extends PageQuery {
  /** Only what was not read yet. */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)))
  @IsBoolean()
  unread?: boolean;
}

/** Either the ids or all. */
export class ReadNoticesDto {
  /** @example [7, 8] */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsId({ each: true })
  ids?: number[];

  @IsOptional()
  @Equals(true)
  all?: true;
}

const MESSAGE_STATES: readonly MessageState[] = ['pending', 'sending', 'sent', 'failed', 'in-doubt', 'empty'];

export class MessageQuery extends PageQuery {
  @IsOptional()
  @IsIn(MESSAGE_STATES)
  state?: MessageState;

  @IsOptional()
  @Type(() => Number)
  @IsId()
  unit?: number;

  @IsOptional()
  @IsDay()
  from?: Day;

  @IsOptional()
  @IsDay()
  to?: Day;
}
