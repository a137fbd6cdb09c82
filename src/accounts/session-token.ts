import { createHash, randomBytes, randomInt } from 'node:crypto';

/** 256 bits, 43 characters: a session's id, its CSRF token, the set-up link's token. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/** Only this is stored: who reads the database cannot sign in with it. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** No 0, 1, I, L, O: the code is read out over the telephone. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

export function newSignInCode(): string {
  return Array.from({ length: 8 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
}

/** Bound to its account; spaces, hyphens and small letters do not matter. */
export function hashOfCode(accountId: number, code: string): string {
  return hashOf(`${accountId}:${code.replace(/[\s-]/g, '').toUpperCase()}`);
}
