import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiCookieAuth, ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { Permission } from '../../domain/permissions';
import { ProblemView } from './problem.view';

export const PERMISSION = 'permission';
export const OPEN = 'open';

/** Every route names the permission it asks for; the guard refuses a route that names none. */
export function Allow(permission: Permission): MethodDecorator {
  return applyDecorators(
    SetMetadata(PERMISSION, permission),
    ApiCookieAuth(),
    ApiExtraModels(ProblemView),
    problem(400, '内容有误'),
    problem(401, '尚未登录或登录已过期'),
    problem(404, '没有这项内容,或不属于本单位、本岗位'),
    problem(409, '当前状态不能办理'),
    problem(412, '内容已有更新'),
    problem(422, '不符合办理规则'),
    problem(428, '缺少版本号(If-Match)'),
  );
}

/** For the few routes that anybody may call: signing in, first set-up, health. */
export function Open(): MethodDecorator {
  return applyDecorators(SetMetadata(OPEN, true), ApiExtraModels(ProblemView), problem(400, '内容有误'));
}

function problem(status: number, description: string): MethodDecorator {
  const schema = { $ref: getSchemaPath(ProblemView) };
  return ApiResponse({ status, description, content: { 'application/problem+json': { schema } } });
}
