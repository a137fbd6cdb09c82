import { passwordWeakness } from '../../../src/accounts/password-policy';

describe('a password', () => {
  test.each([
    ['Password2026', 'liqiang', '太常见'],
    ['admin2026!!!!', 'liqiang', '太常见'],
    ['scjgj@2026!!', 'liqiang', '太常见'],
    ['111111111111', 'liqiang', '太常见'],
    ['abcdabcdabcd', 'liqiang', '太常见'],
    ['13812341234567', 'liqiang', '太常见'],
    ['abcdefghijkl', 'liqiang', '太常见'],
    ['lkjhgfdsapoiuytrewq', 'liqiang', '太常见'],
    ['short one', 'liqiang', '不足12个字符'],
    ['我家在长江边上', 'liqiang', '不足12个字符'],
    ['LiQiang likes tea', 'liqiang', '包含账号名'],
    ['x'.repeat(64) + 'y'.repeat(65), 'liqiang', '超过128个字符'],
  ])('%s of %s is refused: %s', (password, name, why) => {
    expect(passwordWeakness(password, name)).toBe(why);
  });

  test.each(['a quiet river town', '浔阳江头夜送客枫叶荻花秋瑟瑟', 'kR7-vmQ2-pl9x'])(
    '%s is accepted',
    (password) => {
      expect(passwordWeakness(password, 'liqiang')).toBeUndefined();
    },
  );

  test('is measured in characters, not in bytes or halves of them', () => {
    expect(passwordWeakness('𠮷'.repeat(6) + 'abcde', 'liqiang')).toBe('不足12个字符');
  });
});
