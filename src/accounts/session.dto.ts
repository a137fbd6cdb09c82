import { IsNotEmpty, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { IsId } from '../platform/http/validators';

/** Either a password or a one-time code. */
export class SignInDto {
  /** @example liqiang */
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  name!: string;

  /** @example 清晨六点的浔阳江边起了大雾 */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  password?: string;

  /** 8 letters and digits, as told by the office. @example 7KQ2MZ4P */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(20)
  code?: string;
}

export class SwitchPostDto {
  /** @example 12 */
  @IsId()
  postId!: number;
}

export class ChangePasswordDto {
  /** Not needed where the account has none yet. @example 秋天的甘棠湖水很清很静 */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  current?: string;

  /** @example 清晨六点的浔阳江边起了大雾 */
  @IsString()
  @MaxLength(200)
  password!: string;
}
