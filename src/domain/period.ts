/**
 * Domain §1, §4.7: a period is a month `2026-11`, a quarter `2026Q4`, a half `2026H2` or a year `2026`; a
 * one-off has a free name and takes no part in the arithmetic. Within one frequency, string order is time.
 *
 * Example: 2026-12-21 lies in 2026Q4, which runs from 2026-10-01 through 2026-12-31; next comes 2027Q1.
 */
import { type Day, dayOfMonth } from './day';

export type Frequency = 'month' | 'quarter' | 'half' | 'year' | 'once';
export type RegularFrequency = Exclude<Frequency, 'once'>;

/** `2026-11`, `2026Q4`, `2026H2`, `2026`, or a one-off's name. */
export type Period = string;

/** `index` counts from 0 within the year. */
interface RegularPeriod {
  frequency: RegularFrequency;
  year: number;
  index: number;
}

const MONTHS: Record<RegularFrequency, number> = { month: 1, quarter: 3, half: 6, year: 12 };
const PATTERN = /^([1-9]\d{3})(?:-(0[1-9]|1[0-2])|Q([1-4])|H([12]))?$/;
const QUARTER_NAMES = ['一', '二', '三', '四'] as const;
const HALF_NAMES = ['上', '下'] as const;

/** The period of that frequency in which the day lies. */
export function periodOf(frequency: RegularFrequency, day: Day): Period {
  const month = Number(day.slice(5, 7));
  return write({
    frequency,
    year: Number(day.slice(0, 4)),
    index: Math.floor((month - 1) / MONTHS[frequency]),
  });
}

/** This and the three below throw RangeError for a one-off's name, which has no days of its own. */
export function firstDay(period: Period): Day {
  const { frequency, year, index } = readRegular(period);
  return dayOfMonth(year, index * MONTHS[frequency] + 1, 1);
}

export function lastDay(period: Period): Day {
  const { frequency, year, index } = readRegular(period);
  return dayOfMonth(year, (index + 1) * MONTHS[frequency], 31);
}

export function nextPeriod(period: Period): Period {
  return shift(period, 1);
}

export function previousPeriod(period: Period): Period {
  return shift(period, -1);
}

/** True for a regular period only. */
export function isPeriod(text: string): boolean {
  return PATTERN.test(text);
}

/** A text that is no regular period is the name of a one-off. */
export function frequencyOf(period: Period): Frequency {
  return read(period)?.frequency ?? 'once';
}

/** 2026年11月, 2026年第四季度, 2026年下半年, 2026年, or the one-off's own name. */
export function sayPeriod(period: Period): string {
  const regular = read(period);
  if (!regular) return period;
  const { frequency, year, index } = regular;
  const part: Record<RegularFrequency, string> = {
    month: `${index + 1}月`,
    quarter: `第${QUARTER_NAMES[index]}季度`,
    half: `${HALF_NAMES[index]}半年`,
    year: '',
  };
  return `${year}年${part[frequency]}`;
}

/**
 * The last month, quarter or half of a year: its report also sums up the year (§4.7, 第四季度暨年度报告).
 * A yearly period is not one: its report is the year's anyway.
 */
export function isYearEnd(period: Period): boolean {
  const regular = read(period);
  if (!regular || regular.frequency === 'year') return false;
  return (regular.index + 1) * MONTHS[regular.frequency] === 12;
}

/**
 * The period of the lead's report into which a part of `partPeriod` goes: the one in which the part's last day falls
 * (§4.3, lighter variants). A one-off has no other than its own.
 */
export function leadPeriodOf(partPeriod: Period, leadFrequency: Frequency): Period {
  if (leadFrequency === 'once' || !isPeriod(partPeriod)) return partPeriod;
  return periodOf(leadFrequency, lastDay(partPeriod));
}

/** §4.7: 2026年第四季度暨年度报告, 2026年第三季度进展报告, 2026年第三季度配合材料; a lead's one-off is its own name. */
export function sayReport(role: 'lead' | 'support', period: Period): string {
  if (role === 'support') return `${sayPeriod(period)}配合材料`;
  if (!isPeriod(period)) return period;
  return `${sayPeriod(period)}${isYearEnd(period) ? '暨年度报告' : '进展报告'}`;
}

function read(period: Period): RegularPeriod | null {
  const match = PATTERN.exec(period);
  if (!match) return null;
  const [, year, month, quarter, half] = match;
  const number = Number(month ?? quarter ?? half ?? 1);
  const frequency = month ? 'month' : quarter ? 'quarter' : half ? 'half' : 'year';
  return { frequency, year: Number(year), index: number - 1 };
}

function readRegular(period: Period): RegularPeriod {
  const regular = read(period);
  if (!regular) throw new RangeError(`not a regular period: ${period}`);
  return regular;
}

function write({ frequency, year, index }: RegularPeriod): Period {
  const part: Record<RegularFrequency, string> = {
    month: `-${String(index + 1).padStart(2, '0')}`,
    quarter: `Q${index + 1}`,
    half: `H${index + 1}`,
    year: '',
  };
  return `${year}${part[frequency]}`;
}

function shift(period: Period, by: number): Period {
  const { frequency, year, index } = readRegular(period);
  const perYear = 12 / MONTHS[frequency];
  const position = year * perYear + index + by;
  return write({ frequency, year: Math.floor(position / perYear), index: position % perYear });
}
