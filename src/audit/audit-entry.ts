import { createHmac } from 'node:crypto';

/**
 * One entry of the record, chained to the one before: hash = HMAC-SHA-256(key, prev + canonical JSON of the entry)
 * (trust.md "The record cannot be altered unseen"). The number is part of what is signed and has no gaps, so an
 * entry that was altered, moved, inserted or taken out breaks the chain at its place.
 */
export interface SealedEntry {
  id: number;
  at: string;
  actor: string;
  actingUnit: number;
  action: string;
  subject: string;
  subjectId: number;
  subjectVersion: number;
  /** Canonical JSON, signed as it is stored. */
  facts: string;
  requestId: string;
  prev: string;
  hash: string;
}

export type OpenEntry = Omit<SealedEntry, 'id' | 'prev' | 'hash'>;

/** What the first entry follows. */
export const GENESIS = '0'.repeat(64);

/** JSON with the keys of every object in order, so that the same facts always give the same text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

export function sign(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

export function hashOf(key: Buffer, entry: Omit<SealedEntry, 'hash'>): string {
  const { id, at, actor, actingUnit, action, subject, subjectId, subjectVersion, facts, requestId, prev } =
    entry;
  const signed = [id, at, actor, actingUnit, action, subject, subjectId, subjectVersion, facts, requestId];
  return sign(key, prev + canonicalJson(signed));
}

/** Numbers and chains entries behind the tip, in the order given. */
export function seal(
  key: Buffer,
  tip: { id: number; hash: string },
  entries: readonly OpenEntry[],
): SealedEntry[] {
  let { id, hash } = tip;
  return entries.map((entry) => {
    id += 1;
    const unsealed = { ...entry, id, prev: hash };
    hash = hashOf(key, unsealed);
    return { ...unsealed, hash };
  });
}

/** Why an entry does not follow from the one before it, or null when it does. */
export function faultOf(
  key: Buffer,
  before: { id: number; hash: string },
  entry: SealedEntry,
): string | null {
  if (entry.id !== before.id + 1) return `第${before.id + 1}条缺失`;
  if (entry.prev !== before.hash) return `第${entry.id}条与前一条不相接`;
  if (entry.hash !== hashOf(key, entry)) return `第${entry.id}条内容与校验值不符`;
  return null;
}
