import fc from 'fast-check';
import { identityNumbers, identityWarnings, secrecyMark } from '../../src/domain/secrecy';

describe('secrecy marks (domain §9)', () => {
  test('a text marked 机密★1年 is refused, an identity number is stored with a warning', () => {
    expect(secrecyMark('附件:机密★1年')).toBe('机密★');
    expect(identityWarnings({ 进展情况: '已办结', 备注: '联系人 36040219900307123X' })).toEqual([
      '「备注」中有身份证号码(360402********123X),已保存;如非必要,请更正时删去。',
    ]);
  });

  test.each([
    ['绝密★', '绝密★'],
    ['机 密 ★', '机密★'],
    ['秘\n密★长期', '秘密★'],
    ['机\u200b密★', '机密★'],
    ['密级:秘密', '密级:秘密'],
    ['密级为机密', '密级:机密'],
    ['绝密', '绝密'],
    ['见绝密文件', '绝密'],
    ['绝 密', '绝密'],
    ['机密', '机密'],
    ['机密文件已传达', '机密'],
    ['机密封存件', '机密'],
    ['商业机密之外的机密', '机密'],
  ])('%j carries the mark %s', (text, mark) => {
    expect(secrecyMark(text)).toBe(mark);
  });

  test.each([
    '保护商业秘密',
    '国家秘密载体管理',
    '保护商业机密',
    '信息安全的机密性、完整性',
    '手机密码、计算机密码',
    '发动机密封件抽查',
    '会上拒绝\n密切配合',
    '五星级★民宿',
    '保密工作',
    '',
  ])('%j carries no mark', (text) => {
    expect(secrecyMark(text)).toBeNull();
  });

  test.each([
    ['a credit code', '91360400MA35XXXX1B'],
    ['a number whose birthday does not exist', '360402199013071234'],
    ['a longer number', '3604021990030712345'],
    ['a number of a certificate', 'CNCA360402199003071234'],
  ])('%s is no identity number', (_, text) => {
    expect(identityNumbers(text)).toEqual([]);
  });

  test('a mark is found wherever it stands, and an identity number never leaves in full', () => {
    const around = fc.string({ maxLength: 40 });
    fc.assert(
      fc.property(around, around, fc.constantFrom('绝密★', '机密★', '秘密★'), (before, after, mark) => {
        expect(secrecyMark(`${before}${mark}${after}`)).not.toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9999 }), (tail) => {
        expect(identityNumbers(`号36040219900307${tail}。`)).toEqual([`360402********${tail}`]);
      }),
    );
  });
});
