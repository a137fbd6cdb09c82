import type { Schema } from './interface';

/** Names of fields that hold a day; the description knows them as text. */
const DAY = /(^(on|since|until|through|from|to|fixBy|asOf|dataAsOf)|On)$/;
const PLAIN: Record<string, unknown> = { number: 1, integer: 1, boolean: true };

/** Something of the right form, so that the one thing made wrong is all that is wrong. */
export function sample(schema: Schema, field = ''): unknown {
  if (schema.properties) {
    return Object.fromEntries(
      Object.entries(schema.properties).map(([key, inner]) => [key, sample(inner, key)]),
    );
  }
  if (schema.enum) return schema.enum[0];
  if (schema.items) return DAY.test(field) || field === 'rest' ? ['2026-12-21'] : [sample(schema.items)];
  if (schema.example !== undefined) return schema.example;
  if (DAY.test(field)) return '2026-12-21';
  if (schema.type === 'string') return 'x'.repeat(Math.max(schema.minLength ?? 1, 1));
  return PLAIN[schema.type ?? ''] ?? {};
}

export interface Wrong {
  why: string;
  body: unknown;
}

/** Bodies with one thing wrong, field by field and level by level: each must be refused. */
export function wrongBodies(schema: Schema): Wrong[] {
  const good = sample(schema) as Record<string, unknown>;
  const wrong: Wrong[] = [5, 'x', [], [good], true].map((body) => ({
    why: `${JSON.stringify(body)} as a whole`,
    body,
  }));
  for (const [field, inner] of Object.entries(schema.properties ?? {})) {
    // a field with a default may be left out, although the description calls it required
    const required = (schema.required?.includes(field) ?? false) && inner.default === undefined;
    if (required) wrong.push({ why: `${field}: left out`, body: { ...good, [field]: undefined } });
    for (const { why, body } of wrongValues(inner, field, required)) {
      wrong.push({ why: `${field}: ${why}`, body: { ...good, [field]: body } });
    }
  }
  for (const [field, value] of Object.entries(PRIVILEGED)) {
    if (!(field in good))
      wrong.push({ why: `a field of its own, ${field}`, body: { ...good, [field]: value } });
  }
  return wrong;
}

/** What a form must never set, whatever its route writes. */
const PRIVILEGED = { id: 1, byAccount: 1, isAdmin: true };

function wrongValues(schema: Schema, field: string, required: boolean): Wrong[] {
  const wrong = (...values: unknown[]): Wrong[] =>
    values.map((body) => ({ why: JSON.stringify(body).slice(0, 40), body }));
  const missing = required ? wrong(null) : [];
  if (schema.properties) return [...missing, ...wrong(5, 'x', [], [[]], {}), ...inside(schema)];
  if (schema.items)
    return [...missing, ...wrong('x', 5, {}, { length: 1 }, [[]], [null], [{}]), ...elements(schema.items)];
  if (schema.enum) return [...missing, ...wrong('nonsense', '', 5, [schema.enum[0]], {}, 'constructor')];
  if (schema.type === 'boolean') return [...missing, ...wrong('true', 1, [], {})];
  if (schema.type === 'number') {
    return [...missing, ...wrong('1', [], {}, true, -1, 2 ** 53, (schema.maximum ?? 2 ** 31) + 1, '١')];
  }
  return [
    ...missing,
    ...wrong(5, true, [], {}, ['x'], 'a\u0000', '\ud800', '\udc00x'),
    ...texts(schema, field),
  ];
}

function texts({ maxLength }: Schema, field: string): Wrong[] {
  const days = DAY.test(field)
    ? ['2026-02-30', '2026-13-01', '20261221', '2026-12-21T00:00:00Z', '2026-2-3', '', ' ']
    : [];
  const longer = maxLength === undefined ? [] : [['one too long', '国'.repeat(maxLength + 1)]];
  return [
    ...days.map((body) => ({ why: `'${body}'`, body })),
    ...longer.map(([why = '', body]) => ({ why, body })),
  ];
}

function inside(schema: Schema): Wrong[] {
  return wrongBodies(schema).filter(({ body }) => typeof body === 'object' && !Array.isArray(body));
}

function elements(items: Schema): Wrong[] {
  const values = items.properties ? inside(items) : wrongValues(items, '', true);
  return values.map(({ why, body }) => ({ why: `[${why}]`, body: [body] }));
}

/** A body that no JSON.stringify writes. */
export class Raw {
  constructor(
    readonly text: string,
    readonly type = 'application/json',
  ) {}
}

export const MANGLED: Wrong[] = [
  new Raw('{"a":'),
  new Raw('{"__proto__":{"isAdmin":true}}'),
  new Raw('{"constructor":{"prototype":{"isAdmin":true}}}'),
  new Raw(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`),
  new Raw(`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
  new Raw('{"a":1e400}'),
  new Raw(JSON.stringify({ reason: '国'.repeat(360_000) })),
  new Raw('reason=x', 'application/x-www-form-urlencoded'),
  new Raw('--x\r\n\r\n--x--', 'multipart/form-data; boundary=x'),
  new Raw('{"a":1}', 'application/json; charset=utf-7; boundary=x'),
  new Raw('\u0000'),
  new Raw('null'),
  new Raw('{"kind":"full","kind":"nil","x":1}'),
].map((body) => ({ why: body.text.slice(0, 40), body }));

/** Behind any parameter's name. */
export const WRONG_QUERIES = ['=%00', '[]=1&x=1', '=a&__proto__[x]=1'];
/** Values that some parameters take and others refuse. */
export const ODD_QUERIES = [
  '',
  '-1',
  '9007199254740993',
  '1e3',
  'abc',
  '%27%3B%20DROP%20TABLE%20duty%3B--',
  '%25',
  '%EF%B8%8F',
  '2026-02-30',
  'a'.repeat(2000),
  'true',
  '%F0%A0%AE%B7',
  '0000-01-01',
  '9999-12-31',
];
