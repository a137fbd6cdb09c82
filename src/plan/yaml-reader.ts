import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type YAMLError } from 'yaml';

/**
 * Readers for YAML files a clerk corrects by hand: each looks at one place, answers a typed value or records
 * a Chinese sentence with file and line, and goes on, so that all mistakes are reported together.
 */
export interface FileProblem {
  file: string;
  line: number;
  message: string;
}

/** `plan-2019-33.yaml:123 任务3 的配合单位“市水利”不在 units.yaml 中` */
export const sayProblem = (problem: FileProblem): string =>
  `${problem.file}:${problem.line} ${problem.message}`;

/** Stands for a value whose problem has been recorded. */
export const REFUSED = Symbol('refused');
export type Refused = typeof REFUSED;

export type Reader<T> = (place: Place) => T | Refused;

/** What is wrong with a value, to be read after it: “市水利”+ 不在 units.yaml 中. Null when nothing is. */
export type Check<T> = (value: T, place: Place) => string | null;

interface Source {
  file: string;
  lines: LineCounter;
  problems: FileProblem[];
  /** Chinese names of the keys. */
  words: Readonly<Record<string, string>>;
}

interface Called {
  /** `任务3 的配合单位` */
  what: string;
  missing: string;
}

/** A node of the file (undefined where a key is missing), with the words for it in a message. */
export class Place {
  readonly line: number;
  readonly what: string;

  constructor(
    readonly source: Source,
    readonly node: unknown,
    private readonly called: Called,
    lineOfParent = 1,
  ) {
    const start = isNode(node) ? node.range?.[0] : undefined;
    this.line = start === undefined ? lineOfParent : source.lines.linePos(start).line;
    this.what = called.what;
  }

  at(key: string): Place {
    const node: unknown = isMap(this.node) ? this.node.get(key, true) : undefined;
    const word = this.source.words[key] ?? key;
    const what = this.what ? `${spaced(this.what)}的${word}` : word;
    const missing = `${spaced(this.what || '文件')}缺少“${key}”(${word})`;
    return new Place(this.source, node, { what, missing }, this.line);
  }

  /** A list's entry is called by the value of one of its keys, else by its number; a plain one as the list is. */
  entry(node: unknown, index: number, calledBy?: string): Place {
    const name: unknown = calledBy && isMap(node) ? node.get(calledBy) : undefined;
    const numbered = isScalar(node) ? this.what : `${this.what}第${index + 1}条`;
    const what = typeof name === 'string' ? name : numbered;
    return new Place(this.source, node, { what, missing: `${what}是空的` }, this.line);
  }

  value(): unknown {
    return isScalar(this.node) ? this.node.value : undefined;
  }

  refuse(message: string): Refused {
    this.source.problems.push({ file: this.source.file, line: this.line, message });
    return REFUSED;
  }

  /** For a value of the wrong kind, or none. */
  refuseAs(wanted: string): Refused {
    const absent = this.node === undefined || this.value() === null;
    return this.refuse(absent ? this.called.missing : `${spaced(this.what || '文件')}应为${wanted}`);
  }
}

/** Chinese follows a digit or a letter after a space: 任务3 的, 市水利局的. */
const spaced = (words: string): string => (/[\x21-\x7e]$/.test(words) ? `${words} ` : words);

/** Names that may stand once (`isNew`) and that other places refer to (`known`). */
export class Register {
  private readonly seen = new Map<string, string>();

  /** @param home where the names belong, as a message says it: `units.yaml` */
  constructor(private readonly home: string) {}

  get names(): string[] {
    return [...this.seen.keys()];
  }

  readonly isNew: Check<string> = (name, { source, line }) => {
    const first = this.seen.get(name);
    this.seen.set(name, first ?? `${source.file}:${line}`);
    return first === undefined ? null : `与 ${first} 重复`;
  };

  /** Stands here or in `others`. An empty register says only that its own file failed, which was said already. */
  known(...others: Register[]): Check<string> {
    const all = [this, ...others];
    return (name) => {
      const blind = all.some((register) => register.seen.size === 0);
      return blind || all.some((register) => register.seen.has(name)) ? null : `不在 ${this.home} 中`;
    };
  }
}

export function text(...checks: Check<string>[]): Reader<string> {
  return (place) => {
    const value = place.value();
    if (typeof value === 'number' || typeof value === 'boolean') return place.refuseAs('文字,请加引号');
    if (typeof value !== 'string' || value === '') return place.refuseAs('文字');
    if (value.trim() !== value) return place.refuse(`${place.what}“${value}”首尾有多余的空格`);
    const complaints = checks.map((check) => check(value, place)).filter((complaint) => complaint !== null);
    return complaints.length ? place.refuse(`${place.what}“${value}”${complaints.join(',')}`) : value;
  };
}

export function oneOf<T extends string>(values: readonly T[]): Reader<T> {
  return (place) =>
    values.find((value) => value === place.value()) ??
    place.refuseAs(values.length === 1 ? values.join() : `${values.join('、')}之一`);
}

export function wholeNumber(from: number, to: number): Reader<number> {
  return (place) => {
    const value = place.value();
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;
    return fits ? value : place.refuseAs(`${from}至${to}的整数`);
  };
}

export const flag: Reader<boolean> = (place) => {
  const value = place.value();
  return typeof value === 'boolean' ? value : place.refuseAs('true或false');
};

/** A value that may be left open with an explicit `null`. */
export function nullable<T>(read: Reader<T>): Reader<T | null> {
  return (place) => (place.value() === null ? null : read(place));
}

/** A key that may be missing. */
export function optional<T, A>(read: Reader<T>, absent: A): Reader<T | A> {
  return (place) => (place.node === undefined ? absent : read(place));
}

export function list<T>(read: Reader<T>, calledBy?: string): Reader<T[]> {
  return (place) => {
    if (!isSeq(place.node)) return place.refuseAs('清单,每行以“- ”开头');
    return place.node.items
      .map((node, index) => read(place.entry(node, index, calledBy)))
      .filter((value): value is T => value !== REFUSED);
  };
}

export function map<T extends object>(fields: { [K in keyof T & string]: Reader<T[K]> }): Reader<T> {
  const keys = Object.keys(fields) as (keyof T & string)[];
  return (place) => {
    if (!isMap(place.node)) return place.refuseAs('若干行“键: 值”');
    for (const { key } of place.node.items) {
      const name = String(key);
      if (keys.some((known) => known === name)) continue;
      const message = `${spaced(place.what || '文件')}有不认识的键“${name}”,可用的键:${keys.join('、')}`;
      new Place(place.source, key, { what: name, missing: '' }, place.line).refuse(message);
    }
    const values = keys.map((key) => [key, fields[key](place.at(key))] as const);
    return values.some(([, value]) => value === REFUSED) ? REFUSED : (Object.fromEntries(values) as T);
  };
}

/** A rule over a whole value, which says itself where it is broken. */
export function checked<T>(read: Reader<T>, check: (value: T, place: Place) => void): Reader<T> {
  return (place) => {
    const value = read(place);
    if (value !== REFUSED) check(value, place);
    return value;
  };
}

const SYNTAX: Partial<Record<YAMLError['code'], string>> = {
  BAD_INDENT: '缩进不对',
  BLOCK_AS_IMPLICIT_KEY: '缩进不对,或一行内有两个“: ”(文字请加引号)',
  DUPLICATE_KEY: '同一个键写了两次',
  MISSING_CHAR: '缺少引号或冒号',
  MULTILINE_IMPLICIT_KEY: '不成“键: 值”,冒号须为半角、后跟空格',
  TAB_AS_INDENT: '缩进须用空格,不能用制表符',
};

/** Reads one file; undefined when it is missing, not YAML, or wrong as a whole. */
export function readYaml<T>(
  directory: string,
  file: string,
  read: Reader<T>,
  problems: FileProblem[],
  words: Source['words'],
): T | undefined {
  let content: string;
  try {
    content = readFileSync(join(directory, file), 'utf8');
  } catch {
    problems.push({ file, line: 1, message: '缺少这个文件,或无权读取' });
    return undefined;
  }
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines });
  const error = document.errors[0];
  // Only the first: those after it are mostly its echoes.
  if (error) {
    const message = SYNTAX[error.code] ?? `写法有误(${error.code})`;
    problems.push({ file, line: lines.linePos(error.pos[0]).line, message });
    return undefined;
  }
  const source = { file, lines, problems, words };
  const value = read(new Place(source, document.contents ?? undefined, { what: '', missing: '文件是空的' }));
  return value === REFUSED ? undefined : value;
}
