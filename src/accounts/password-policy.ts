import { COMMON_PASSWORDS } from './common-passwords';

const SHORTEST = 12;
const LONGEST = 128;
const SEQUENCES = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'];

/**
 * Why a password is refused, as the middle of a sentence, or undefined. Trust.md: at least 12 characters and a block
 * list; no rule about digits and signs, no expiry. Example: 'Password2026' for anybody → 太常见.
 */
export function passwordWeakness(password: string, name: string): string | undefined {
  const length = Array.from(password).length;
  if (length < SHORTEST) return `不足${SHORTEST}个字符`;
  if (length > LONGEST) return `超过${LONGEST}个字符`;
  const plain = password.toLowerCase();
  if (name.length >= 3 && plain.includes(name.toLowerCase())) return '包含账号名';
  return isCommon(plain) || isRepetition(plain) || isSequence(plain) ? '太常见' : undefined;
}

/** On the list, also with a year round it; or nothing but digits and signs: a birthday, a telephone. */
function isCommon(plain: string): boolean {
  const word = plain.replace(/^[\d\W_]+|[\d\W_]+$/g, '');
  return COMMON_PASSWORDS.has(plain) || COMMON_PASSWORDS.has(word) || /^[\d\s.+-]*$/.test(plain);
}

/** abcdabcdabcd, 111111111111 */
function isRepetition(plain: string): boolean {
  return /^(.{1,6}?)\1+.{0,5}$/u.test(plain);
}

function isSequence(plain: string): boolean {
  const backwards = Array.from(plain).reverse().join('');
  return SEQUENCES.some((sequence) => sequence.includes(plain) || sequence.includes(backwards));
}
