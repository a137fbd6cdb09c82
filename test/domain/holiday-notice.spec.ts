import fc from 'fast-check';
import { readHolidayNotice } from '../../src/domain/holiday-notice';
import { exceptionsOf } from './calendar-of-record';
import {
  ADJUSTMENT_2019,
  EXTENSION_2020,
  NOTICE_2019,
  NOTICE_2020,
  NOTICE_2021,
  NOTICE_2022,
  NOTICE_2023,
  NOTICE_2024,
  NOTICE_2025,
  NOTICE_2026,
} from './holiday-notices';

/** Today's form of the notice with one sentence changed. */
const altered = (from: string, to: string) => readHolidayNotice(NOTICE_2026.replace(from, to));
const whys = (text: string) => readHolidayNotice(text).doubts.map(({ why }) => why);

test('New Year 2026: two weekdays off, the Sunday worked, the Saturday no exception', () => {
  const line = '关于2026年元旦的通知\n一、元旦:1月1日(周四)至3日(周六)放假调休,共3天。1月4日(周日)上班。';
  expect(readHolidayNotice(line)).toEqual({
    year: 2026,
    number: null,
    days: [
      { day: '2026-01-01', kind: 'rest' },
      { day: '2026-01-02', kind: 'rest' },
      { day: '2026-01-04', kind: 'work' },
    ],
    doubts: [],
  });
});

test.each([
  [2021, '国办发明电〔2020〕27号', NOTICE_2021],
  [2022, '国办发明电〔2021〕11号', NOTICE_2022],
  [2023, '国办发明电〔2022〕16号', NOTICE_2023],
  [2025, '国办发明电〔2024〕12号', NOTICE_2025],
  [2026, '国办发明电〔2025〕7号', NOTICE_2026],
])('the notice for %i (%s) reads as the calendar of record, without doubts', (year, number, text) => {
  expect(readHolidayNotice(text)).toEqual({ year, number, days: exceptionsOf(year), doubts: [] });
});

test('the suggestion of 2024 to rest on New Year’s Eve is no holiday, and the clerk is told so', () => {
  const read = readHolidayNotice(NOTICE_2024);
  expect(read.days).toEqual(exceptionsOf(2024));
  expect(read.doubts).toEqual([
    {
      line: 7,
      text: '鼓励各单位结合带薪年休假等制度落实,安排职工在除夕(2月9日)休息',
      why: '这句提到日期,但不是“某日放假”或“某日上班”的写法,没有计入',
    },
  ]);
});

test('2019 began in December 2018, and its Labour Day was changed by a second notice', () => {
  const yearly = readHolidayNotice(NOTICE_2019);
  expect(yearly.doubts).toEqual([]);
  expect(yearly.days.slice(0, 3)).toEqual([
    { day: '2018-12-29', kind: 'work' },
    { day: '2018-12-31', kind: 'rest' },
    { day: '2019-01-01', kind: 'rest' },
  ]);
  const adjustment = readHolidayNotice(ADJUSTMENT_2019);
  expect(adjustment).toMatchObject({ year: 2019, number: '国办发明电〔2019〕3号', doubts: [] });
  const both = new Map([...yearly.days, ...adjustment.days].map(({ day, kind }) => [day, kind]));
  const of2019 = [...both].filter(([day]) => day >= '2019').sort();
  expect(of2019).toEqual(exceptionsOf(2019).map(({ day, kind }) => [day, kind]));
});

test('the notice for 2020 reads as the calendar of record but for the two days the extension changed', () => {
  const { days, doubts } = readHolidayNotice(NOTICE_2020);
  expect(doubts).toEqual([]);
  const untouched = days.filter(({ day }) => day !== '2020-02-01');
  expect(untouched).toHaveLength(days.length - 1);
  expect(untouched).toEqual(exceptionsOf(2020).filter(({ day }) => day !== '2020-01-31'));
});

test('an extension “until” a day names no first day: it is a doubt, never a guess', () => {
  const read = readHolidayNotice(EXTENSION_2020);
  expect(read).toMatchObject({ year: 2020, number: '国办发明电〔2020〕1号', days: [] });
  expect(read.doubts.map(({ line, why }) => [line, why])).toEqual([
    [3, '这句提到日期,但不是“某日放假”或“某日上班”的写法,没有计入'],
    [3, '没有读出任何放假或上班的日子'],
  ]);
});

test.each([
  ['line breaks lost', NOTICE_2026.replaceAll('\n', '')],
  ['Windows line ends', NOTICE_2026.replaceAll('\n', '\r\n')],
  [
    'full-width digits',
    NOTICE_2026.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  ],
  [
    'full-width punctuation',
    NOTICE_2026.replace(/[():,]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) + 0xfee0)),
  ],
  ['stray spaces', NOTICE_2026.replace(/([月日至])/g, ' $1\u3000')],
  ['square brackets in the number', NOTICE_2026.replace('〔2025〕', '[2025]')],
  ['a dash for 至', NOTICE_2026.replaceAll('至', '—')],
])('a paste with %s reads the same', (_, text) => {
  expect(readHolidayNotice(text)).toEqual(readHolidayNotice(NOTICE_2026));
});

test('half of a span is no day off: “until 12 May” says nothing about its beginning', () => {
  const read = readHolidayNotice('关于2026年的通知\n劳动节:假期延长至5月12日放假。');
  expect(read.days).toEqual([]);
  expect(read.doubts[0]).toMatchObject({ line: 2, text: '假期延长至5月12日放假' });
});

test('a stated number of days that disagrees with the dates is a doubt on its line', () => {
  expect(altered('放假调休,共9天', '放假调休,共8天').doubts).toEqual([
    {
      line: 7,
      text: '2月15日(农历腊月二十八、周日)至23日(农历正月初七、周一)放假调休,共8天',
      why: '写明共8天,按日期数是9天',
    },
  ]);
});

test('days joined to the weekend are counted with it', () => {
  expect(altered('4月4日(周六)至6日(周一)放假,共3天', '4月6日放假,与周末连休,共3天').doubts).toEqual([]);
  expect(altered('4月4日(周六)至6日(周一)放假,共3天', '4月6日放假,与周末连休,共4天').doubts).toHaveLength(1);
});

test('a stated weekday that disagrees with the date is a doubt; the date stands', () => {
  const read = altered('5月9日(周六)上班', '5月9日(星期天)上班');
  expect(read.doubts.map(({ why }) => why)).toEqual(['2026年5月9日(周六)在通知中写作周日']);
  expect(read.days).toContainEqual({ day: '2026-05-09', kind: 'work' });
});

test.each([
  ['6月19日(周五)至21日(周日)', '6月19日至31日', '没有2026-06-31这一天,没有计入'],
  ['6月19日(周五)至21日(周日)', '6月21日至19日', '起止日期颠倒,跨年的请写明年份,没有计入'],
  ['6月19日(周五)至21日(周日)', '6月19日至8月21日', '一次放假64天,日期可能有误,没有计入'],
  ['6月19日(周五)至21日(周日)', '2062年6月19日至21日', '2062年6月19日(周一)不在通知的年份,没有计入'],
  ['6月19日(周五)至21日(周日)', '19日至21日', '日期没有写月份,没有计入'],
  ['1月4日(周日)上班', '1月2日上班', '2026年1月2日(周五)既写放假又写上班,按后写的“上班”计'],
])('“%s” written as “%s” is a doubt: %s', (from, to, why) => {
  expect(altered(from, to).doubts.map((doubt) => doubt.why)).toEqual([why]);
});

test('a paste cut off before National Day says what is missing', () => {
  expect(whys(NOTICE_2026.slice(0, NOTICE_2026.indexOf('七、国庆节')))).toEqual([
    '没有读到国庆的安排,请核对是否粘贴完整',
  ]);
});

test('without the title nobody knows the year: nothing is read, the clerk is asked for it', () => {
  const read = readHolidayNotice('一、元旦:1月1日至3日放假,共3天。');
  expect(read).toMatchObject({ year: null, days: [] });
  expect(read.doubts.map(({ why }) => why)).toEqual(['没有找到通知是哪一年的,请连同标题一起粘贴']);
});

test('the later dates of a list take the month from the ones before', () => {
  const read = readHolidayNotice('关于2023年的通知\n春节:1月28日、29日上班。');
  expect(read.days.map(({ day }) => day)).toEqual(['2023-01-28', '2023-01-29']);
});

const fragment = fc.oneof(
  fc.constantFrom(
    '关于2026年',
    '现将',
    '元旦:',
    '一、',
    '放假',
    '上班',
    '调休',
    '与周末连休',
    '。',
    '\n',
    ',',
    '、',
    '至',
  ),
  fc.constantFrom(
    '(周五)',
    '(',
    ')',
    '共',
    '天',
    '年',
    '月',
    '日',
    '自',
    '起',
    '国办发明电〔2025〕7号',
    '部分节假日安排',
  ),
  fc.tuple(fc.nat(14), fc.nat(33)).map(([month, day]) => `${month}月${day}日`),
  fc.nat(10_000).map(String),
  fc.string({ unit: 'binary', maxLength: 4 }),
);

test('reading never throws, and what it reads are real exceptions in order', () => {
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 60 }), (parts) => {
      const { days, doubts } = readHolidayNotice(`关于2026年的通知\n${parts.join('')}`);
      const names = days.map(({ day }) => day);
      expect(names).toEqual([...new Set(names)].sort());
      expect(doubts.every(({ line, why }) => line >= 1 && why !== '')).toBe(true);
      for (const { day, kind } of days) {
        expect([0, 6].includes(new Date(day).getUTCDay())).toBe(kind === 'work');
      }
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(readHolidayNotice(text).year).toBeNull();
    }),
  );
});
