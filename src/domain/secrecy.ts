/**
 * 本系统为非涉密系统 (domain §9): a text that carries a secrecy mark is refused and not stored; an 18-digit identity number
 * is only warned of. 绝密 is a mark wherever it stands; 机密 unless it speaks of 商业机密 or 机密性 or its two letters
 * belong to two words (手机密码, 发动机密封); 秘密, an everyday word, only with ★ or after 密级.
 *
 * Example: 「附件:机密★1年」 is refused for 机密★; 「联系人 36040219900307123X」 is stored, with a warning that shows 360402********123X.
 */
import { isDay } from './day';

// Full-width forms and invisible characters would hide a mark that every reader sees.
const plain = (text: string): string => text.normalize('NFKC').replace(/[\u200b-\u200d\u2060\ufeff]/g, '');

const STARRED = /(绝|机|秘)\s*密\s*[★☆⭐]/;
const LABELLED = /密\s*级\s*[::为]\s*(绝|机|秘)\s*密/;
const BARE = /绝[ \t]*密|(?<!商业)机密(?!性|码|封(?!存))/;
const EIGHTEEN = /(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])/g;

/** The mark as a person would write it (机密★, 密级:秘密, 绝密), or null. */
export function secrecyMark(text: string): string | null {
  const seen = plain(text);
  const starred = STARRED.exec(seen);
  if (starred) return `${starred[1]}密★`;
  const labelled = LABELLED.exec(seen);
  if (labelled) return `密级:${labelled[1]}密`;
  return BARE.exec(seen)?.[0].replace(/\s/g, '') ?? null;
}

/** Identity numbers, masked. No check digit: a mistyped number is still somebody's; a birthday that exists is asked. */
export function identityNumbers(text: string): string[] {
  return [...plain(text).matchAll(EIGHTEEN)]
    .map(([number]) => number)
    .filter(hasBirthday)
    .map(masked);
}

function hasBirthday(number: string): boolean {
  return (
    /^(19|20)/.test(number.slice(6)) &&
    isDay(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`)
  );
}

function masked(number: string): string {
  return `${number.slice(0, 6)}********${number.slice(14)}`;
}

/** Texts by the name of their box: the sentences to show beside the answer. */
export function identityWarnings(texts: Record<string, string>): string[] {
  return Object.entries(texts).flatMap(([field, text]) => {
    const numbers = identityNumbers(text);
    if (numbers.length === 0) return [];
    return [`「${field}」中有身份证号码(${numbers.join('、')}),已保存;如非必要,请更正时删去。`];
  });
}
