import type { ReadingView } from './target.view';

/**
 * What the figures of several units say together, one figure a period, the newest first: counts add up; of percentages
 * the lowest counts, so that nobody's gap hides behind another's lead. A unit that gave nothing for a period stands
 * with its newest figure before; while one has given none there is no figure, for a part of a sum would look like a gap.
 *
 * Example: 修水县 2 (2026Q3) and 武宁县 1 (2026Q3), 2 (2026Q4): 4 in 2026Q4, 3 in 2026Q3.
 *
 * @param readings current ones, the newest first
 */
export function combinedFigures(
  readings: readonly ReadingView[],
  units: readonly number[],
  percentage: boolean,
): ReadingView[] {
  const own = readings.filter(({ unitId }) => units.includes(unitId));
  if (units.length === 1) return own;
  const periods = [...new Set(own.map(({ period }) => period))];
  return periods.flatMap((period) => {
    const newest = own.find((one) => one.period === period);
    if (!newest) return [];
    const latest = units.map((unit) =>
      own.find(({ unitId, asOf }) => unitId === unit && asOf <= newest.asOf),
    );
    const known = latest.filter((one) => one !== undefined);
    if (known.length < units.length) return [];
    const values = known.map(({ value }) => value);
    const value = percentage ? Math.min(...values) : values.reduce((sum, one) => sum + one, 0);
    const source = `${known.length}家牵头单位填报,${percentage ? '取最低' : '合计'}`;
    const { id, asOf, old, at } = newest;
    return [{ id, unitId: 0, period, value, asOf, source, old, at }];
  });
}
