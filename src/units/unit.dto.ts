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

  /** At most 60 characters for a name, 120 for 全称 and 对口收文单位, 40 for a telephone, 4 for the matrix. */
  @IsString()
  @MaxLength(120)
  value!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

export class UnitSuccessionDto {
  @IsId()
  successorId!: number;

  @IsDay()
  on!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

export class UnitAliasDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  name!: string;
}
