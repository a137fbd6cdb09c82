import { SYSTEM, type Actor } from '../platform/http/actor';

/** Names of the record that are no accounts; nobody may take them. */
export const RESERVED_NAMES = new Set(['system', 'setup', 'anonymous']);

/** Somebody who has not signed in, for the record; what they typed as their name goes into the facts. */
export function stranger(requestId: string, name: 'anonymous' | 'setup' = 'anonymous'): Actor {
  return { ...SYSTEM, name, displayName: '未登录', role: 'viewer', requestId };
}

/** Names are told apart without regard to case and surrounding spaces. */
export function plainName(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}
