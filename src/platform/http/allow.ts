import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiCookieAuth, ApiExtension } from '@nestjs/swagger';
import type { Permission } from '../../domain/permissions';
import { MAY_ANSWER, X_OPEN, X_PERMISSION } from './api-operation';

export const PERMISSION = 'permission';
export const OPEN = 'open';

/** Every route names the permission it asks for; the guard refuses a route that names none. */
export function Allow(permission: Permission): MethodDecorator {
  return applyDecorators(
    SetMetadata(PERMISSION, permission),
    ApiCookieAuth(),
    ApiExtension(X_PERMISSION, permission),
  );
}

/** For the few routes that anybody may call: signing in, first set-up, health. */
export function Open(): MethodDecorator {
  return applyDecorators(SetMetadata(OPEN, true), ApiExtension(X_OPEN, true));
}

/** Tells the description of answers that neither method, permission, body nor headers tell by themselves. */
export function MayAnswer(...statuses: number[]): MethodDecorator {
  return ApiExtension(MAY_ANSWER, statuses);
}
