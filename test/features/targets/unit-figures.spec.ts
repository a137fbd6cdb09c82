import type { ReadingView } from '../../../src/targets/target.view';
import { combinedFigures } from '../../../src/targets/unit-figures';

const XIUSHUI = 11;
const WUNING = 12;

let lastId = 0;
const given = (unitId: number, period: string, value: number, asOf: string): ReadingView => {
  lastId += 1;
  return { id: lastId, unitId, period, value, asOf, source: '自填', old: false, at: `${asOf}T01:00:00.000Z` };
};
const said = (readings: ReadingView[], units: number[], percentage = false) =>
  combinedFigures(readings, units, percentage).map(({ period, value }) => [period, value]);

describe('the figures of several units', () => {
  const readings = [
    given(WUNING, '2026Q4', 2, '2026-12-20'),
    given(XIUSHUI, '2026Q3', 2, '2026-09-20'),
    given(WUNING, '2026Q3', 1, '2026-09-15'),
  ];

  test('add up by period; who gave nothing stands with the figure before', () => {
    expect(said(readings, [XIUSHUI, WUNING])).toEqual([
      ['2026Q4', 4],
      ['2026Q3', 3],
    ]);
  });

  test('of percentages are the lowest', () => {
    expect(said(readings, [XIUSHUI, WUNING], true)).toEqual([
      ['2026Q4', 2],
      ['2026Q3', 1],
    ]);
  });

  test('say nothing while a unit has given none, and leave out who leads no more', () => {
    expect(said(readings, [XIUSHUI, WUNING, 13])).toEqual([]);
    expect(said(readings, [WUNING])).toEqual([
      ['2026Q4', 2],
      ['2026Q3', 1],
    ]);
    expect(said(readings, [])).toEqual([]);
  });
});
