/**
 * The light of a target (domain §7): behind its path by more than 30 points red, 10–30 yellow; grey without 口径,
 * path or reading, and once its horizon is over and the office has not settled it. A point is one hundredth of the
 * target's value (of a percentage: one percentage point of a target of 100 %); whole points are compared and said.
 *
 * Example: 750 certificates by 2022-12-31, path 2020-12-31: 300. Half way, on 2021-12-31, 525 are expected;
 * a reading of 435 is 90 / 750 = 12 points behind: yellow, 指标欠进度12个百分点(路径为质强办设定).
 */
import { type Day, daysBetween } from './day';
import type { Light } from './lights';

export const RED_POINTS = 30;
export const YELLOW_POINTS = 10;

export interface TargetFacts {
  /** reach: rises to the value by a day; hold: never below the value. */
  kind: 'reach' | 'hold';
  value: number;
  byOn: Day;
  unit: string;
  /** What is counted, e.g. 获证; null: to be settled. */
  definition: string | null;
  /** What the office expects by when, for a `reach`; the target itself closes the path. */
  path: readonly PathPoint[];
  reading: { value: number; on: Day } | null;
  /** Periods in a row behind before this one. */
  behindBefore: number;
  /** The office has judged the outcome after the horizon. */
  settled: boolean;
}

export interface PathPoint {
  on: Day;
  value: number;
}

/** The value expected on that day: straight lines between the points, the first and last value beyond them. */
export function expectedOn(target: Pick<TargetFacts, 'kind' | 'value' | 'byOn' | 'path'>, on: Day): number {
  if (target.kind === 'hold') return target.value;
  const points = [...target.path, { on: target.byOn, value: target.value }].sort((a, b) =>
    a.on < b.on ? -1 : 1,
  );
  const after = points.findIndex((point) => point.on >= on);
  const next = points[after];
  const previous = points[after - 1];
  if (!next) return points.at(-1)?.value ?? target.value;
  if (!previous) return next.value;
  const share = daysBetween(previous.on, on) / daysBetween(previous.on, next.on);
  return previous.value + (next.value - previous.value) * share;
}

/** Whole points behind the path, 0 when on it or ahead. */
export function pointsBehind(target: TargetFacts, reading: { value: number; on: Day }): number {
  const missing = expectedOn(target, reading.on) - reading.value;
  return Math.max(0, Math.round((missing / target.value) * 100));
}

function greyTarget(target: TargetFacts, today: Day): string | null {
  if (target.definition === null) return '待明确口径';
  if (target.kind === 'reach' && target.path.length === 0) return '待设定进度路径';
  if (target.reading === null) return '待填报数据';
  if (today > target.byOn && !target.settled) return `已过${target.byOn.slice(0, 4)}年目标期,待核定`;
  return null;
}

export function targetLight(target: TargetFacts, today: Day): Light {
  const grey = greyTarget(target, today);
  if (grey !== null || target.reading === null)
    return { colour: 'grey', reason: grey ?? '待填报数据', on: null };
  const { reading, definition, unit } = target;
  const behind = pointsBehind(target, reading);
  if (behind < YELLOW_POINTS) {
    const bar = target.kind === 'hold' ? '底线' : '目标';
    const reason = `指标达进度:${definition ?? ''}${reading.value}${unit},${bar}${target.value}${unit}`;
    return { colour: 'green', reason, on: null };
  }
  if (behind <= RED_POINTS) {
    return { colour: 'yellow', reason: `指标欠进度${behind}个百分点(路径为质强办设定)`, on: reading.on };
  }
  const inARow = target.behindBefore > 0 ? `,已连续${target.behindBefore + 1}期` : '';
  return { colour: 'red', reason: `指标欠进度${behind}个百分点${inARow}`, on: reading.on };
}
