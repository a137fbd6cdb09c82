export type Dialect = 'sqlite' | 'postgres';

/** What a placeholder may carry: flags travel as 0/1, instants as the 24-character UTC text of the columns. */
export type SqlValue = string | number | boolean | Date | null;

/** SQL text, a value, or another piece. */
type Part = string | { value: string | number | null } | Sql;

/** A piece of SQL with its values apart; pieces nest, and the placeholders are numbered only when it is sent. */
export class Sql {
  constructor(private readonly parts: readonly Part[]) {}

  /** The text with `$1…` (PostgreSQL) or `?1…` (SQLite) and the values in that order. */
  render(dialect: Dialect): { text: string; values: (string | number | null)[] } {
    const mark = dialect === 'postgres' ? '$' : '?';
    const values: (string | number | null)[] = [];
    return { text: this.write(mark, values).trim(), values };
  }

  private write(mark: string, values: (string | number | null)[]): string {
    let text = '';
    for (const part of this.parts) {
      if (typeof part === 'string') text += part;
      else if (part instanceof Sql) text += part.write(mark, values);
      else text += `${mark}${values.push(part.value)}`;
    }
    return text;
  }
}

function columnValue(value: SqlValue | undefined): string | number | null {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'boolean') return value ? 1 : 0;
  // `undefined` slips through a wrong cast and would silently match nothing, NaN would be stored as NULL
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) {
    throw new TypeError(`not a value for SQL: ${String(value)}`);
  }
  return value;
}

const bound = (value: SqlValue): Part => ({ value: columnValue(value) });

function tag(strings: TemplateStringsArray, ...values: (SqlValue | Sql)[]): Sql {
  const parts: Part[] = [];
  strings.forEach((text, n) => {
    const value = values[n];
    parts.push(text);
    if (n < values.length) parts.push(value instanceof Sql ? value : bound(value as SqlValue));
  });
  return new Sql(parts);
}

function join(parts: readonly Sql[], separator = ', '): Sql {
  return new Sql(parts.flatMap((part, n) => (n === 0 ? [part] : [separator, part])));
}

/**
 * sql`SELECT … WHERE id = ${id}`: every `${value}` becomes a placeholder, every `${Sql}` is set in as it is.
 * Output columns in camelCase need quotes (`AS "unitId"`), or PostgreSQL answers `unitid`.
 */
export const sql = Object.assign(tag, {
  join,
  /** Text from the code itself (identifiers, directions), never from a request. */
  raw: (text: string): Sql => new Sql([text]),
  /** `(?1, ?2)` for IN and VALUES; an empty list is `(NULL)`, which IN and NOT IN alike never match. */
  list: (values: readonly SqlValue[]): Sql =>
    values.length === 0 ? sql`(NULL)` : sql`(${join(values.map((value) => sql`${value}`))})`,
  /** A value where the context gives PostgreSQL no type: a select list, CASE, COALESCE. */
  int: (value: number | boolean | null): Sql => sql`CAST(${value} AS integer)`,
  /** The same for days, instants and words. */
  text: (value: string | Date | null): Sql => sql`CAST(${value} AS varchar)`,
});
