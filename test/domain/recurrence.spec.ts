import fc from 'fast-check';
import { dayOfMonth } from '../../src/domain/day';
import { firstDay, lastDay, nextPeriod, type Period, periodOf } from '../../src/domain/period';
import {
  dataAsOf,
  type DueRule,
  dueDayOf,
  leadAfterSupport,
  type RestRule,
} from '../../src/domain/recurrence';
import { calendar } from './calendar-of-record';

const onThe = (offset: number, restRule: RestRule = 'next'): DueRule => ({
  anchor: 'day-of-last-month',
  offset,
  restRule,
});
const onDay = (fixedOn: string, restRule: RestRule = 'next'): DueRule => ({
  anchor: 'fixed',
  offset: 0,
  restRule,
  fixedOn,
});
const workdaysAfter = (offset: number): DueRule => ({
  anchor: 'workdays-after-end',
  offset,
  restRule: 'next',
});

function periodsFrom(first: Period, count: number): Period[] {
  const periods = [first];
  while (periods.length < count) periods.push(nextPeriod(periods.at(-1) ?? first));
  return periods;
}

test('the parts of 2026Q4, due on Sunday 20 December, move on to Monday the 21st', () => {
  expect(dueDayOf(onThe(20), '2026Q4', calendar)).toEqual({
    nominal: '2026-12-20',
    due: '2026-12-21',
    provisional: false,
    why: '2026年12月20日为周日,顺延至12月21日(周一)',
  });
});

test.each([
  ['2020-06-25', '2020-06-24', '2020-06-28'],
  ['2021-09-25', '2021-09-24', '2021-09-26'],
  ['2022-12-25', '2022-12-23', '2022-12-26'],
  ['2023-06-25', '2023-06-25', '2023-06-25'],
  ['2026-09-25', '2026-09-24', '2026-09-28'],
  ['2022-12-31', '2022-12-30', '2023-01-03'],
])('%s moves back to %s or on to %s', (nominal, previous, next) => {
  expect(dueDayOf(onDay(nominal, 'previous'), '质量月', calendar).due).toBe(previous);
  expect(dueDayOf(onDay(nominal, 'next'), '质量月', calendar).due).toBe(next);
  expect(dueDayOf(onDay(nominal, 'none'), '质量月', calendar).due).toBe(nominal);
  const monthly = dueDayOf(onThe(Number(nominal.slice(8))), periodOf('month', nominal), calendar);
  expect([monthly.nominal, monthly.due]).toEqual([nominal, next]);
});

test.each([
  [onThe(25), '2026Q4', '2026年12月25日(周五)为工作日'],
  [onThe(25), '2020Q2', '2020年6月25日(周四)放假,顺延至6月28日(周日)调休上班'],
  [onThe(25, 'previous'), '2020Q2', '2020年6月25日(周四)放假,提前至6月24日(周三)'],
  [onThe(25), '2023Q2', '2023年6月25日(周日)为调休上班日'],
  [onThe(31), '2022Q4', '2022年12月31日为周六,顺延至2023年1月3日(周二)'],
  [onThe(20, 'none'), '2026Q4', '2026年12月20日为周日,按报送制度不作调整'],
  [onThe(31), '2026-11', '11月没有31日,按当月最后一日计:2026年11月30日(周一)为工作日'],
  [workdaysAfter(5), '2025Q4', '2025年第四季度结束后第5个工作日:2026年1月8日(周四)为工作日'],
  [onThe(20), '2027Q1', '2027年3月20日为周六,顺延至3月22日(周一)(待放假安排,暂定)'],
])('why: %j in %s: %s', (rule, period, why) => {
  expect(dueDayOf(rule, period, calendar).why).toBe(why);
});

test.each([
  ['the last known day', onDay('2026-12-31'), false],
  ['a day after it', onDay('2027-01-04'), true],
  ['a day after it that rest days never move', onDay('2027-01-02', 'none'), false],
  ['a rest day moved back into the known year', onDay('2027-01-01', 'previous'), true],
])('%s: provisional? (%j) %s', (_, rule, provisional) => {
  expect(dueDayOf(rule, '世界标准日', calendar).provisional).toBe(provisional);
});

test('workdays after the end of a year whose next notice is missing are provisional', () => {
  expect(dueDayOf(workdaysAfter(5), '2026Q4', calendar)).toMatchObject({
    due: '2027-01-08',
    provisional: true,
  });
  expect(dueDayOf({ ...workdaysAfter(5), restRule: 'none' }, '2026Q4', calendar).provisional).toBe(true);
});

test('figures stand as of the 15th of the last month', () => {
  expect(dataAsOf('2026Q4')).toBe('2026-12-15');
  expect(dataAsOf('2026-02')).toBe('2026-02-15');
});

test('a rule that cannot name a day is refused', () => {
  expect(() => dueDayOf({ anchor: 'fixed', offset: 0, restRule: 'next' }, '质量月', calendar)).toThrow(
    RangeError,
  );
  expect(() => dueDayOf(onThe(25), '质量月', calendar)).toThrow(RangeError);
});

test('the default schedules leave the lead two workdays in every quarter of twelve years', () => {
  expect(leadAfterSupport(onThe(25), onThe(20), periodsFrom('2019Q1', 48), calendar)).toBeNull();
});

test('the schedule is refused in the first period that leaves the lead fewer than two workdays', () => {
  expect(leadAfterSupport(onThe(22), onThe(20), ['2026Q2', '2026Q4'], calendar)).toEqual({
    period: '2026Q2',
    leadDue: '2026-06-22',
    supportDue: '2026-06-22',
  });
  expect(leadAfterSupport(onThe(22), onThe(20), ['2026Q4'], calendar)).toMatchObject({ period: '2026Q4' });
  expect(leadAfterSupport(onThe(23), onThe(20), ['2026Q4'], calendar)).toBeNull();
});

const anyQuarter = fc.constantFrom(...periodsFrom('2019Q1', 48));

test('a due day follows its rest rule: never a rest day unless the rule is none, never moved the wrong way', () => {
  fc.assert(
    fc.property(
      anyQuarter,
      fc.integer({ min: 1, max: 31 }),
      fc.constantFrom<RestRule[]>('next', 'previous', 'none'),
      (period, offset, restRule) => {
        const { nominal, due } = dueDayOf(onThe(offset, restRule), period, calendar);
        const lastMonth = Number(lastDay(period).slice(5, 7));
        expect(nominal).toBe(dayOfMonth(Number(period.slice(0, 4)), lastMonth, offset));
        expect(due > firstDay(period)).toBe(true);
        if (restRule !== 'none') expect(calendar.isWorkday(due)).toBe(true);
        if (calendar.isWorkday(nominal) || restRule === 'none') expect(due).toBe(nominal);
        else expect(due > nominal).toBe(restRule === 'next');
      },
    ),
  );
});

test('a day counted in workdays after the end lies after the period and that many workdays on', () => {
  fc.assert(
    fc.property(anyQuarter, fc.integer({ min: 1, max: 30 }), (period, offset) => {
      const { nominal, due } = dueDayOf(workdaysAfter(offset), period, calendar);
      expect(due).toBe(nominal);
      expect(calendar.workdaysBetween(lastDay(period), due)).toBe(offset);
    }),
  );
});
