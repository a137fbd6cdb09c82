import { refuse, sayRefusal } from '../../src/domain/refusal';

test('too many attempts tell the seconds to wait and the way out', () => {
  expect(sayRefusal(refuse('too-many-attempts', { retryAfterSeconds: 60 }))).toEqual({
    status: 429,
    title: '尝试次数过多',
    detail: '登录失败次数过多,已暂停登录。请60秒后再试;忘记密码的,请联系质强办获取一次性登录码。',
  });
});
