import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

const Workdays = (): PropertyDecorator => whole(1, 60);
const Times = (): PropertyDecorator => whole(0, 10);

function whole(from: number, to: number): PropertyDecorator {
  return (target, property) => {
    for (const rule of [IsInt(), Min(from), Max(to)]) rule(target, property);
  };
}

/** Workdays after the owed day, rising. */
export class LadderStepsDto {
  /** 催办, 跟办件, 负责人: three steps. @example [3, 8, 13] */
  @IsArray()
  @ArrayMinSize(3)
  @ArrayMaxSize(3)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(60, { each: true })
  lead!: number[];

  /** 催办, 并入跟办件: two steps. @example [3, 8] */
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(2)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(60, { each: true })
  support!: number[];
}

/** 催办时限, all of them; those that do not change are sent as they are. */
export class LadderDto {
  @IsObject()
  @ValidateNested()
  @Type(() => LadderStepsDto)
  steps!: LadderStepsDto;

  /** Workdays before the owed day; 0 is the day itself. @example [5, 1] */
  @IsArray()
  @ArrayMaxSize(5)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(60, { each: true })
  reminders!: number[];

  /** @example '09:00' */
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/)
  sendAt!: string;

  @Workdays()
  acknowledgeWorkdays!: number;

  @Workdays()
  reviewWorkdays!: number;

  @Workdays()
  fixWorkdays!: number;

  @Workdays()
  objectionWorkdays!: number;

  @Workdays()
  extensionAnswerWorkdays!: number;

  @Times()
  extensionsAtMost!: number;

  @Workdays()
  servedBeforeDueWorkdays!: number;

  @Workdays()
  servedGraceWorkdays!: number;

  @Workdays()
  openedLateGraceWorkdays!: number;

  @Workdays()
  promiseAtMostWorkdays!: number;

  @Times()
  promisesAtMost!: number;

  /** @example 按市政府督查要求调整 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

export class OfficeContactDto {
  /** One sentence, as the messages end with it; empty leaves it out. @example '联系人张三,电话0792-8500000。' */
  @IsString()
  @MaxLength(120)
  contact!: string;

  /** @example 联系人变动 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}
