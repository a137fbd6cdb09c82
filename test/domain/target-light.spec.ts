import fc from 'fast-check';
import { addDays } from '../../src/domain/day';
import { expectedOn, pointsBehind, type TargetFacts, targetLight } from '../../src/domain/target-light';

const certificates: TargetFacts = {
  kind: 'reach',
  value: 750,
  byOn: '2022-12-31',
  unit: '张',
  definition: '获证',
  path: [{ on: '2020-12-31', value: 300 }],
  reading: { value: 435, on: '2021-12-31' },
  behindBefore: 0,
  settled: false,
};
const held: TargetFacts = {
  ...certificates,
  kind: 'hold',
  value: 3600,
  path: [],
  reading: { value: 3702, on: '2021-12-31' },
};
const today = '2022-01-10';

describe('the light of a target', () => {
  test('of 750 by 2022, on a path from 300, is yellow at 435 half way: 12 points behind', () => {
    expect(expectedOn(certificates, '2021-12-31')).toBe(525);
    expect(targetLight(certificates, today)).toMatchObject({
      colour: 'yellow',
      reason: '指标欠进度12个百分点(路径为质强办设定)',
    });
  });

  test.each([
    ['green', '指标达进度:获证525张,目标750张', { reading: { value: 525, on: '2021-12-31' } }],
    ['green', '指标达进度:获证458张,目标750张', { reading: { value: 458, on: '2021-12-31' } }],
    ['yellow', '指标欠进度10个百分点(路径为质强办设定)', { reading: { value: 450, on: '2021-12-31' } }],
    ['yellow', '指标欠进度30个百分点(路径为质强办设定)', { reading: { value: 300, on: '2021-12-31' } }],
    ['red', '指标欠进度31个百分点', { reading: { value: 292, on: '2021-12-31' } }],
    ['red', '指标欠进度35个百分点,已连续2期', { reading: { value: 262, on: '2021-12-31' }, behindBefore: 1 }],
    ['grey', '待明确口径', { definition: null }],
    ['grey', '待设定进度路径', { path: [] }],
    ['grey', '待填报数据', { reading: null }],
  ])('is %s: %s', (colour, reason, facts) => {
    expect(targetLight({ ...certificates, ...facts }, today)).toMatchObject({ colour, reason });
  });

  test('to hold needs no path', () => {
    expect(targetLight(held, today).reason).toBe('指标达进度:获证3702张,底线3600张');
    expect(targetLight({ ...held, reading: { value: 3000, on: '2021-12-31' } }, today).colour).toBe('yellow');
  });

  test('past its horizon is grey until the office has settled it', () => {
    expect(targetLight(held, '2022-12-31').colour).toBe('green');
    expect(targetLight(held, '2023-01-01')).toMatchObject({
      colour: 'grey',
      reason: '已过2022年目标期,待核定',
    });
    expect(targetLight({ ...held, settled: true }, '2023-01-01').colour).toBe('green');
  });

  test('a rising path never expects less on a later day, and the target itself on its day', () => {
    const day = fc.integer({ min: 0, max: 1200 });
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)].map((n) =>
          expectedOn(certificates, addDays('2020-06-01', n)),
        );
        expect(first).toBeLessThanOrEqual(second ?? 0);
      }),
    );
    expect(expectedOn(certificates, '2022-12-31')).toBe(750);
    expect(expectedOn(certificates, '2020-01-01')).toBe(300);
  });

  test('nobody ahead is behind', () => {
    expect(pointsBehind(certificates, { value: 900, on: '2021-12-31' })).toBe(0);
  });
});
