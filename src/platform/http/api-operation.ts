import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { type Permission, PERMISSIONS, ROLE_NAMES } from '../../domain/permissions';
import { ProblemView } from './problem.view';

export const X_PERMISSION = 'x-permission';
export const X_OPEN = 'x-open';
export const MAY_ANSWER = 'x-may-answer';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']> & {
  [X_PERMISSION]?: Permission;
  [MAY_ANSWER]?: number[];
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const PROBLEMS: Record<number, string> = {
  400: '内容有误,逐项列出',
  401: '尚未登录,登录已过期或未成功',
  403: '请求不是从本系统页面发出(缺少 X-CSRF-Token),或这一步不由您办理',
  404: '没有这项内容,或不属于本单位、本岗位',
  409: '当前状态不能办理',
  412: '内容已有更新',
  413: '内容超过1MB',
  415: '只接受 JSON',
  422: '不符合办理规则,或内容中有涉密字样',
  428: '缺少版本号(If-Match)',
  429: '失败次数过多,稍后再试(Retry-After)',
  503: '系统正在停止或数据库没有应答',
};

const CSRF = {
  name: 'X-CSRF-Token',
  in: 'header',
  required: true,
  description: '登录时取得的 csrfToken',
  schema: { type: 'string' },
} as const;

/** Adds to every route what follows from the route itself: who may call it, what it must bring, how it is refused. */
export function completeOperations(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) complete(operation, method !== 'get');
    }
  }
  return document;
}

function complete(operation: Operation, change: boolean): void {
  const permission = operation[X_PERMISSION];
  for (const status of errorsOf(operation, change)) {
    operation.responses[status] = problem(PROBLEMS[status] ?? '');
  }
  operation.responses.default = problem('系统出错(500),附编号');
  Reflect.deleteProperty(operation, MAY_ANSWER);
  if (!permission) return;
  const names = PERMISSIONS[permission].map((role) => ROLE_NAMES[role]).join('、');
  const who = `权限 ${permission}:${names}`;
  operation.description = operation.description ? `${operation.description}\n\n${who}` : who;
  if (change) (operation.parameters ??= []).push({ ...CSRF });
}

/** In rising order. A change is looked at by the rules of the office, a version only where one is sent along. */
function errorsOf(operation: Operation, change: boolean): number[] {
  const versioned = operation.parameters?.some((one) => 'name' in one && one.name === 'If-Match');
  const statuses = [
    400,
    ...(operation[X_PERMISSION] ? [401, 404] : []),
    ...(change ? [403, 409, 422] : []),
    ...(versioned ? [412, 428] : []),
    ...(operation.requestBody ? [413, 415] : []),
    ...(operation[MAY_ANSWER] ?? []),
  ];
  return [...new Set(statuses)].sort((a, b) => a - b);
}

function problem(description: string) {
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemView) } } },
  };
}
