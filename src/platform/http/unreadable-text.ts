const MAX_DEPTH = 20;

/**
 * Text no database keeps as it came (NUL, half a surrogate pair) or nesting no form of ours has: refused before
 * anything looks at it. Keys count like values. Example: { note: 'a\u0000' } → 'note'; { note: '修水' } → undefined.
 */
export function unreadable(value: unknown, path = '', depth = 0): string | undefined {
  if (typeof value === 'string') return isReadable(value) ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= MAX_DEPTH) return path;
  for (const [key, inner] of Object.entries(value)) {
    // the JSON parser refuses this key itself, the query's parser does not
    if (key === '__proto__' || !isReadable(key)) return path;
    const found = unreadable(inner, path ? `${path}.${key}` : key, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isReadable(text: string): boolean {
  return !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
}
