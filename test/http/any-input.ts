import fc from 'fast-check';
import type { Schema } from './interface';

/** Texts that programs stumble over, all of which a database can keep. */
const TEXTS = [
  '',
  ' ',
  '%',
  "'; DROP TABLE duty;--",
  '=1+1',
  '<script>alert(1)</script>',
  '\u202e倒',
  '𠮷'.repeat(30),
  '\u2764\ufe0f'.repeat(40),
  '绝密',
  '责令',
  '2026Q4',
  '2027Q1',
  '2026',
  '\t\r\n',
  '{{x}}',
  '__proto__',
  'constructor',
];
const DAYS = [
  '2026-12-21',
  '2026-12-31',
  '2027-01-08',
  '2024-02-29',
  '0001-01-01',
  '9999-12-31',
  '2026-10-01',
];
const NUMBERS = [0, 1, 2, 3, 25, 31, 60, 471, 2_147_483_647, 0.5, 1e12];
const DAY = /(^(on|since|until|through|from|to|fixBy|asOf|dataAsOf)|On)$/;

/** A body that has the form the description asks for; what stands in it is anybody's guess. */
export function anyBody(schema: Schema, field = ''): fc.Arbitrary<unknown> {
  if (schema.properties) {
    const fields = Object.entries(schema.properties).map(
      ([key, inner]) => [key, anyBody(inner, key)] as const,
    );
    const requiredKeys = schema.required ?? [];
    const optional = fc.constantFrom(null, undefined);
    return fc.record(
      Object.fromEntries(
        fields.map(([key, value]) => [
          key,
          requiredKeys.includes(key) ? value : fc.oneof({ arbitrary: value, weight: 4 }, optional),
        ]),
      ),
    );
  }
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.items)
    return fc.uniqueArray(anyBody(schema.items, field), {
      minLength: 1,
      maxLength: 4,
      selector: (value) => JSON.stringify(value),
    });
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'number') return fc.constantFrom(...NUMBERS);
  if (DAY.test(field) || field === 'rest' || field === 'work') return fc.constantFrom(...DAYS);
  return fc.oneof(
    fc.constantFrom(...TEXTS),
    fc.string({ unit: 'grapheme', maxLength: schema.maxLength ?? 60 }),
    filled(schema),
  );
}

/** As long as it may be. */
function filled({ maxLength = 60 }: Schema): fc.Arbitrary<string> {
  return fc
    .constantFrom('国', '𠮷', 'x', '\u2764\ufe0f')
    .map((letter) => letter.repeat(Math.min(maxLength, 12_000)));
}
