/**
 * How a unit is told what it still owes (texts T2–T4): items in the plan's order, one group a role and day.
 *
 * Example: on 2026-12-14, parts of 任务1、2 and 产业1 owed on 12-21 and the report of 产业5 纺织 owed on 12-25 are
 * ①配合3项(任务1、2,产业1),12月21日(周一)前报牵头单位,剩5个工作日;②牵头1项(产业5 纺织),12月25日(周五)前报质强办,剩9个工作日
 */
import { type Day, sayMonthDay, sayShortDay } from '../domain/day';
import type { DutyState, Role } from '../domain/duty-state';
import { sayPeriod } from '../domain/period';
import type { WorkingCalendar } from '../domain/working-calendar';

/** A duty as a message names it. */
export interface OwedDuty {
  id: number;
  unitId: number;
  unitName: string;
  unitKind: string;
  role: Role;
  state: DutyState;
  round: number;
  period: string;
  originalDueOn: Day;
  dueOn: Day;
  owedOn: Day | null;
  held: number;
  /** The last step taken in this term. */
  ladderStep: number;
  /** @example 任务1 */
  label: string;
  shortName: string;
  itemSort: number;
}

/** Owed now, as nothing else can be. */
export type Owed = OwedDuty & { owedOn: Day };

export const isOwed = (duty: OwedDuty): duty is Owed => duty.owedOn !== null;

const CIRCLED = ['①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨'];

/** 任务1、2、5,产业1; a single item with its short name: 产业5 纺织. */
export function sayItems(duties: readonly Pick<OwedDuty, 'label' | 'shortName' | 'itemSort'>[]): string {
  const sorted = [...duties].sort((a, b) => a.itemSort - b.itemSort);
  const [only] = sorted;
  if (only && sorted.length === 1) return `${only.label} ${only.shortName}`.trim();
  const numbers = new Map<string, string[]>();
  for (const { label } of sorted) {
    const [, kind = label, number = ''] = /^(\D+)(\d+)$/.exec(label) ?? [];
    numbers.set(kind, [...(numbers.get(kind) ?? []), number]);
  }
  return [...numbers].map(([kind, list]) => kind + [...new Set(list)].join('、')).join(',');
}

/** The whole owed list. */
export function sayOwed(duties: readonly Owed[], today: Day, calendar: WorkingCalendar): string {
  const groups = by(
    duties,
    ({ role, state, owedOn }) => `${owedOn} ${state === 'returned' ? '2' : '1'} ${role}`,
  );
  const said = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => sayGroup(group, today, calendar));
  return said.length === 1 ? said.join('') : said.map((text, n) => (CIRCLED[n] ?? '') + text).join(';');
}

function sayGroup(group: readonly Owed[], today: Day, calendar: WorkingCalendar): string {
  const [{ role, state, owedOn } = { role: 'lead', state: 'open', owedOn: today }] = group;
  const what = state === 'returned' ? '整改' : role === 'lead' ? '牵头' : '配合';
  const to = state === 'returned' ? '再次报送' : role === 'lead' ? '报质强办' : '报牵头单位';
  const name = `${what}${group.length}项(${sayItems(group)})`;
  if (owedOn < today) return `${name},已于${sayShortDay(owedOn)}到期,请尽快${to}`;
  const left = calendar.workdaysBetween(today, owedOn);
  const rest = left === 0 ? '今天是最后一个工作日' : `剩${left}个工作日`;
  return `${name},${sayShortDay(owedOn)}前${to},${rest}`;
}

/** 2026年第四季度2项配合材料(任务1、7,原定12月21日); a rework: …1项配合材料整改(任务1,应于12月30日前再次报送) */
export function sayOverdue(duties: readonly Owed[]): string {
  return [...by(duties, (duty) => `${duty.period} ${duty.role} ${sayWhen(duty)}`).values()]
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const what = (first.role === 'lead' ? '牵头报告' : '配合材料') + (isRework(first) ? '整改' : '');
      return `${sayPeriod(first.period)}${group.length}项${what}(${sayItems(group)},${sayWhen(first)})`;
    })
    .join('、');
}

export const isRework = ({ state }: Pick<OwedDuty, 'state'>): boolean => state === 'returned';

function sayWhen(duty: Owed): string {
  const { originalDueOn, dueOn, owedOn } = duty;
  if (isRework(duty)) return `应于${sayMonthDay(owedOn)}前再次报送`;
  const moved = dueOn === originalDueOn ? '' : `,已延期至${sayMonthDay(dueOn)}`;
  return `原定${sayMonthDay(originalDueOn)}${moved}`;
}

/** 市水利局:2026年第四季度1项牵头报告(产业5 纺织,原定12月25日); for whoever looks after many units. */
export function sayOverdueByUnit(duties: readonly Owed[]): string {
  return [...by(duties, ({ unitName }) => unitName)]
    .map(([name, own]) => `${name}:${sayOverdue(own)}`)
    .join(';');
}

function by<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
