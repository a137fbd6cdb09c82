import { IsNotEmpty, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { IsId } from '../platform/http/validators';

/** Either a password or a one-time code. */
export class SignInDto {
  /** @example liqiang */
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  name!: string;

  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  password?: string;

  /** 8 letters and digits, as told by the office. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(20)
  code?: string;
}

export class SwitchPostDto {
  @IsId()
  postId!: number;
}

export class ChangePasswordDto {
  /** Not needed where the account has none yet. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  current?: string;

  @IsString()
  @MaxLength(200)
  password!: string;
}
