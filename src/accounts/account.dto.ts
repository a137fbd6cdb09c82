import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { ROLES, type Role } from '../domain/permissions';
import { PageQuery } from '../platform/http/page';
import { IsId } from '../platform/http/validators';

/** Letters of any script, digits, dot, hyphen, underscore. */
const NAME = /^[\p{L}\p{N}._-]{2,40}$/u;

export class NewPostDto {
  @IsIn(ROLES)
  role!: Role;

  /** Needed for 责任单位; the home unit of an office post. @example scjgj */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  unitCode?: string;
}

export class NewAccountDto {
  /** @example liqiang */
  @IsString()
  @Matches(NAME)
  name!: string;

  /** @example 李强 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  displayName!: string;

  /** @example 0792-8581234 */
  @IsOptional()
  @Matches(/^[\d+() -]{5,40}$/)
  phone?: string;

  /** Without one the person signs in by one-time code. @example 清晨六点的浔阳江边起了大雾 */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  password?: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => NewPostDto)
  posts!: NewPostDto[];
}

export class ResetPasswordDto {
  /** @example 清晨六点的浔阳江边起了大雾 */
  @IsString()
  @MaxLength(200)
  password!: string;
}

export class AccountQuery extends PageQuery {
  /** Part of the name. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  q?: string;

  /** Contacts of one unit. */
  @IsOptional()
  @Type(() => Number)
  @IsId()
  unitId?: number;
}

export class ContactQuery extends PageQuery {
  @IsOptional()
  @Type(() => Number)
  @IsId()
  unitId?: number;
}

export class FirstAdminDto {
  /** @example admin */
  @IsString()
  @Matches(NAME)
  name!: string;

  /** @example 王敏 */
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  displayName!: string;

  /** @example 清晨六点的浔阳江边起了大雾 */
  @IsString()
  @MaxLength(200)
  password!: string;
}

export class FirstOfficeDto extends FirstAdminDto {
  /** The office's home unit. @example scjgj */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  unitCode?: string;
}

export class SetUpDto {
  /** From the link the server printed. @example k3Jp0yZr8Qm1VtXa */
  @IsString()
  @MaxLength(100)
  token!: string;

  @IsObject()
  @ValidateNested()
  @Type(() => FirstAdminDto)
  admin!: FirstAdminDto;

  @IsObject()
  @ValidateNested()
  @Type(() => FirstOfficeDto)
  office!: FirstOfficeDto;
}
