import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../platform/http/page';
import { IsDay, IsId } from '../platform/http/validators';
import { UNIT_KINDS, type UnitKind } from './unit.entity';

const CORRECTABLE = ['name', 'fullName', 'matrixName', 'counterpart', 'officePhone', 'kind'] as const;
export type CorrectableField = (typeof CORRECTABLE)[number];

export class UnitQuery extends PageQuery {
  @IsOptional()
  @IsIn(UNIT_KINDS)
  kind?: UnitKind;

  /** Part of a name, an alias or the code. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  q?: string;
}

export class UnitCorrectionDto {
  @IsIn(CORRECTABLE)
  field!: CorrectableField;

  /** At most 60 characters for a name, 120 for 全称 and 对口收文单位, 40 for a telephone, 4 for the matrix. @example 九江市工业和信息化局 */
  @IsString()
  @MaxLength(120)
  value!: string;

  /** @example 与机构名录核对 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

export class UnitSuccessionDto {
  /** @example 12 */
  @IsId()
  successorId!: number;

  /** @example 2027-01-01 */
  @IsDay()
  on!: string;

  /** @example 机构改革,九办发〔2026〕40号 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

export class UnitAliasDto {
  /** @example 市工业和信息化委 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  name!: string;
}

export class MemberDto {
  /** @example 'jjkfq' */
  @IsString()
  @IsNotEmpty()
  @MaxLength(20)
  unitCode!: string;

  /** The first day on which it is a member. @example 2027-01-01 */
  @IsDay()
  since!: string;
}

export class MemberEndDto {
  /** The first day on which it is no member any more. @example 2027-01-01 */
  @IsDay()
  until!: string;

  /** @example 区划调整 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}
