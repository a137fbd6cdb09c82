/**
 * Why an account is refused (trust.md "Security", domain §9), as sentences for refusal-texts.ts. Signing in has one
 * answer for an unknown name, a wrong password, a used code and a closed account: who guesses learns nothing.
 *
 * Example: 'too-many-attempts' with { retryAfterSeconds: 60 } says
 * 登录失败次数过多,已暂停登录。请60秒后再试;忘记密码的,请联系质强办获取一次性登录码。
 */
interface AccountRefusalText {
  status: 401 | 404 | 409 | 422 | 429;
  title: string;
  say: (facts: never) => string;
}

export const accountRefusals = {
  'sign-in-failed': {
    status: 401,
    title: '登录未成功',
    say: () =>
      '账号、密码或登录码不正确,或账号已停用。请核对后重试;忘记密码的,请联系质强办获取一次性登录码。',
  },
  'too-many-attempts': {
    status: 429,
    title: '尝试次数过多',
    say: (f: { retryAfterSeconds: number }) =>
      `登录失败次数过多,已暂停登录。请${f.retryAfterSeconds}秒后再试;忘记密码的,请联系质强办获取一次性登录码。`,
  },
  'no-post': {
    status: 422,
    title: '没有岗位',
    say: () => '您的账号目前没有岗位,不能办理业务。请联系系统管理员设置岗位。',
  },
  'wrong-password': {
    status: 422,
    title: '原密码不对',
    say: () => '原密码不正确,密码未改。请重新输入原密码;忘记的,请联系系统管理员重置。',
  },
  'weak-password': {
    status: 422,
    title: '密码不够安全',
    say: (f: { why: string }) => `密码${f.why},未保存。请换一个至少12个字符、不易猜到的密码,例如一句话。`,
  },
  'name-taken': {
    status: 409,
    title: '账号名已使用',
    say: (f: { name: string }) => `账号名“${f.name}”已有人使用,尚未保存。请换一个账号名。`,
  },
  'roles-may-not-meet': {
    status: 422,
    title: '角色不能兼任',
    say: () => '系统管理、审计与业务角色不能在同一账号,尚未保存。请为另一角色另设账号。',
  },
  'unit-needed': {
    status: 422,
    title: '缺少单位',
    say: () => '责任单位的岗位须指明单位,尚未保存。请选择单位。',
  },
  'unit-not-allowed': {
    status: 422,
    title: '不应有单位',
    say: () => '这个角色不代表任何单位,尚未保存。请去掉单位。',
  },
  'unknown-unit': {
    status: 422,
    title: '没有这个单位',
    say: (f: { unitCode: string }) => `没有代码为“${f.unitCode}”的单位,尚未保存。请从单位名册中选择。`,
  },
  'post-held': {
    status: 409,
    title: '已有这个岗位',
    say: () => '该账号已有这个岗位,无需重复设置。',
  },
  'own-account': {
    status: 422,
    title: '不能停用自己',
    say: () => '不能停用自己的账号或撤去自己正在使用的岗位,未作改动。请由另一位系统管理员办理。',
  },
  'code-for-units-only': {
    status: 422,
    title: '不能发登录码',
    say: () => '质强办只能给责任单位的联络员发登录码,未发出。其他账号请由系统管理员办理。',
  },
  'set-up-done': {
    status: 404,
    title: '链接已失效',
    say: () => '初始设置已经完成,或链接已失效。请直接登录;尚未设置的,请使用服务最近一次启动时显示的链接。',
  },
} satisfies Record<string, AccountRefusalText>;
