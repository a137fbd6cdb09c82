import { refuse, sayRefusal, type RefusalAnswer } from '../../domain/refusal';

/** What HTTP itself refuses, before any rule of the office is asked. */
export const httpProblems = {
  'bad-request': {
    status: 400,
    title: '请求有误',
    detail: '请求的内容无法读取,未作改动。请刷新页面后重试。',
  },
  'invalid-input': {
    status: 400,
    title: '填写有误',
    detail: '有内容不符合要求,尚未保存。请按提示逐项更正后再提交。',
  },
  'too-long': {
    status: 400,
    title: '内容过长',
    detail: '有一项文字超过允许的长度,未保存。请缩短(表情符号按两个字计)后再提交。',
  },
  'signed-out': {
    status: 401,
    title: '需要登录',
    detail: '尚未登录或登录已过期,您填写的内容未丢失。请重新登录后继续。',
  },
  'foreign-request': {
    status: 403,
    title: '请求来源不明',
    detail: '请求不是从本系统页面发出的,未作改动。请刷新页面后重试。',
  },
  // in the very words of an unknown id: nobody can tell a forbidden thing from one that is not there
  'not-found': sayRefusal(refuse('not-found')),
  'too-large': { status: 413, title: '内容过大', detail: '提交的内容超过1MB,未保存。请精简内容后重试。' },
  'address-too-long': {
    status: 414,
    title: '地址过长',
    detail: '请求的地址过长。请返回上一页,从列表重新进入。',
  },
  'unsupported-media-type': {
    status: 415,
    title: '格式不支持',
    detail: '只接受 JSON 格式的内容,未作改动。请通过本系统页面提交。',
  },
  'key-reused': {
    status: 422,
    title: '提交编号重复',
    detail: '这个提交编号已用于另一份内容,本次未保存。请刷新页面后重新提交。',
  },
  unavailable: {
    status: 503,
    title: '系统正在维护',
    detail: '系统正在停止或重新启动,您的内容未丢失。请稍后重试。',
  },
} satisfies Record<string, RefusalAnswer>;

export type HttpProblemCode = keyof typeof httpProblems;

/** A refusal of the transport, for guards and interceptors. */
export class HttpProblem extends Error {
  constructor(readonly code: HttpProblemCode) {
    super(code);
    this.name = 'HttpProblem';
  }
}

const byStatus = new Map<number, HttpProblemCode>(
  (Object.keys(httpProblems) as HttpProblemCode[])
    .filter((code) => !['invalid-input', 'too-long', 'key-reused'].includes(code))
    .map((code) => [httpProblems[code].status, code]),
);

/** Fastify and Nest speak in statuses; an unknown 4xx is a bad request. */
export function problemOfStatus(status: number): HttpProblemCode | undefined {
  return byStatus.get(status) ?? (status >= 400 && status < 500 ? 'bad-request' : undefined);
}
