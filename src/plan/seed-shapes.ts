import type { Day } from '../domain/day';
import type { Role } from '../domain/duty-state';
import type { Frequency } from '../domain/period';
import type { RestRule } from '../domain/recurrence';
import type { Terms } from '../domain/terms';

/** What the files in seeds/ say, checked: every name and code that refers to another file is there. */
export interface SeedFiles {
  /** In 建制顺序. */
  units: SeedUnit[];
  collectives: SeedCollective[];
  plan: SeedPlan;
  targets: SeedTarget[];
  schedules: SeedSchedule[];
  ladder: SeedLadder;
  calendar: SeedCalendar;
}

export const UNIT_KINDS = ['office', 'department', 'party', 'vertical', 'county', 'zone'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export interface SeedUnit {
  code: string;
  /** As the plan prints it. */
  name: string;
  fullName: string;
  /** The full name awaits the office's confirmation. */
  uncertain: boolean;
  kind: UnitKind;
  /** At most 4 characters. */
  matrixName: string;
  aliases: string[];
  /** Place in 建制顺序, from 1: the unit's position in the file. */
  order: number;
}

export interface SeedMembership {
  /** A unit's name. */
  member: string;
  since: Day;
  /** First day on which it is no member any more. */
  until: Day | null;
}

export interface SeedCollective {
  name: string;
  aliases: string[];
  members: SeedMembership[];
}

export interface SeedPlan {
  number: string;
  title: string;
  issuedOn: Day;
  state: 'live';
  /** The first-named unit leads by custom; the plan does not say so. */
  leadInferred: boolean;
  sections: SeedSection[];
  /** In document order. */
  items: SeedItem[];
}

export interface SeedSection {
  place: string;
  title: string;
}

export const ITEM_KINDS = ['task', 'industry', 'measure'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export interface SeedItem {
  /** `task-3` */
  code: string;
  /** `任务3` */
  label: string;
  kind: ItemKind;
  /** Code of the task an industry belongs to; null for the others. */
  parent: string | null;
  /** A section's place. */
  section: string;
  place: string;
  shortName: string;
  title: string;
  points: SeedPoint[];
  /** Printed names, of units or collectives; support in the plan's order. */
  lead: string;
  support: string[];
}

export interface SeedPoint {
  text: string;
  place: string;
}

export interface SeedTarget {
  code: string;
  /** An item's code; null for the whole plan. */
  item: string | null;
  name: string;
  kind: 'reach' | 'hold';
  value: number;
  unit: string;
  byOn: Day;
  /** 口径; null until the office settles it. */
  definition: string | null;
  filledBy: 'office' | 'unit';
}

/** `fixed` names a day of every year; the one-off's year is chosen when it is switched on. */
export type SeedDue =
  | { anchor: 'day-of-last-month' | 'workdays-after-end'; offset: number }
  | { anchor: 'fixed'; month: number; day: number };

export interface SeedSchedule {
  code: string;
  name: string;
  role: Role;
  frequency: Frequency;
  due: SeedDue;
  restRule: RestRule;
  /** Day of the period's last month (数据截至); null for none. */
  dataAsOfDay: number | null;
  whenSilent: 'late' | 'nil';
  /** Kinds whose silence counts as nil whatever `whenSilent` says. */
  nilWhenSilent: UnitKind[];
  /** Codes; `all` in the file stands for every item of the plan. */
  items: string[];
  state: 'trial' | 'off';
  basis: string | null;
}

export interface SeedLadder extends Terms {
  /** Workdays after the owed day on which each step is taken. */
  steps: Record<Role, number[]>;
  /** Workdays before the owed day; 0 is the day itself. */
  reminders: number[];
  /** `09:00` in Shanghai. */
  sendAt: string;
}

export interface SeedCalendar {
  coveredThrough: Day;
  years: SeedYear[];
}

export interface SeedYear {
  year: number;
  /** Title and number of the State Council's notice. */
  notice: string | null;
  /** Mon–Fri off. */
  rest: Day[];
  /** Weekend days worked. */
  work: Day[];
}
