/**
 * Domain §3: loading the yearly notice is office work: a clerk pastes its text, this reads it, and the
 * clerk confirms the year picture. What cannot be read with certainty is a doubt, never a guess.
 *
 * Example: "一、元旦:1月1日(周四)至3日(周六)放假调休,共3天。1月4日(周日)上班。" in the notice for 2026 makes
 * 1 and 2 January `rest` and 4 January `work`; the 3rd is a Saturday and no exception.
 */
import { addDays, type Day, daysBetween, isDay, sayDay, sayWeekday, weekdayOf } from './day';
import type { CalendarDay } from './working-calendar';

export interface NoticeDoubt {
  /** 1-based line of the pasted text */
  line: number;
  text: string;
  /** a Chinese sentence for the clerk */
  why: string;
}

export interface HolidayNotice {
  /** null (with a doubt) when the text names no year: then no day can be read either */
  year: number | null;
  /** true exceptions to Mon–Fri in day order, each once; a New Year's holiday may begin in the year before */
  days: CalendarDay[];
  /** 国办发明电〔2025〕7号 */
  number: string | null;
  doubts: NoticeDoubt[];
}

const DATE = String.raw`(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:\([^()]{0,24}\))?`;
const SPAN = `${DATE}(?:[至到~-]${DATE})?`;
// "2月14日(周六)、2月28日(周六)上班". A day after 至 or 自 ("延长至2月2日放假") is one end of a span whose other
// end is elsewhere, so it is left for the doubts.
const ARRANGEMENT = new RegExp(
  String.raw`(?<![\d年月至到自从~-])(${SPAN}(?:[、,和]${SPAN}){0,12})(?:(放假|补休)(?:调休)?(?:,?([与和]周末连休))?(?:,?共?(\d{1,2})天)?|(?:正常|照常)?上班)`,
  'g',
);
const DATE_PARTS = /(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]{0,24})\))?/g;
// A principle, not a day: "国庆节自10月1日起放假调休7天" in the preamble of the notice for 2025.
const PRINCIPLE = /自(?:\d{4}年)?\d{1,2}月\d{1,2}日起/g;
const FESTIVALS = ['元旦', '春节', '清明', '劳动节', '端午', '中秋', '国庆'];
// The longest holiday ever arranged had 10 days (Spring Festival 2020, extended).
const LONGEST_HOLIDAY_DAYS = 12;

/** Never throws, whatever is pasted. */
export function readHolidayNotice(text: string): HolidayNotice {
  const lines = text.split('\n').map(normalize);
  const whole = lines.join('');
  const number = /(国办?发明电)[〔[(【](\d{4})[〕\])】](\d{1,3})号/.exec(whole);
  const year = /(?:关于|现将)[^\d。]{0,6}(20\d{2})年/.exec(whole);
  const reader = new NoticeReader(year ? Number(year[1]) : null);
  if (year) {
    for (const [index, line] of lines.entries()) reader.readLine(line, index + 1);
    reader.checkComplete(/部分节假日安排|放假调休日期/.test(whole), lines.length);
  } else {
    reader.doubt(1, lines[0] ?? '', '没有找到通知是哪一年的,请连同标题一起粘贴');
  }
  return {
    year: reader.year,
    days: reader.exceptions(),
    number: number && `${number[1]}〔${number[2]}〕${number[3]}号`,
    doubts: reader.doubts,
  };
}

/** Full-width digits, brackets and colons become plain ones; notices are pasted with stray spaces. */
function normalize(line: string): string {
  return line
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[—–―]+/g, '-');
}

class NoticeReader {
  readonly doubts: NoticeDoubt[] = [];
  private readonly kinds = new Map<Day, CalendarDay['kind']>();
  private readonly festivals = new Set<string>();

  constructor(readonly year: number | null) {}

  doubt(line: number, text: string, why: string): void {
    this.doubts.push({ line, text, why });
  }

  exceptions(): CalendarDay[] {
    return [...this.kinds]
      .map(([day, kind]) => ({ day, kind }))
      .filter(({ day, kind }) => (kind === 'rest') === weekdayOf(day) <= 5)
      .sort((a, b) => (a.day < b.day ? -1 : 1));
  }

  /** A paste that lost its line breaks still has its numbered headings. */
  readLine(line: string, lineNumber: number): void {
    for (const paragraph of line.split(/(?=[一二三四五六七八九十]、[^。:]{2,20}:)/)) {
      const heading = /^[^:。]{0,24}:/.exec(paragraph)?.[0] ?? '';
      for (const sentence of paragraph.slice(heading.length).split(/[。;]/)) {
        if (!this.readSentence(sentence, lineNumber)) continue;
        for (const name of FESTIVALS) if ((heading + sentence).includes(name)) this.festivals.add(name);
      }
    }
  }

  /** A paste cut off half-way would silently turn holidays into workdays. */
  checkComplete(isYearlyNotice: boolean, lastLine: number): void {
    if (this.kinds.size === 0) this.doubt(lastLine, '', '没有读出任何放假或上班的日子');
    const missing = FESTIVALS.filter((name) => !this.festivals.has(name));
    if (isYearlyNotice && missing.length > 0) {
      this.doubt(lastLine, '', `没有读到${missing.join('、')}的安排,请核对是否粘贴完整`);
    }
  }

  /** True when the sentence arranged at least one day. */
  private readSentence(sentence: string, line: number): boolean {
    const arrangements = [...sentence.matchAll(ARRANGEMENT)];
    for (const [, list = '', rest, joined, stated] of arrangements) {
      const days = this.readList(list, line, sentence);
      for (const day of days) this.record(day, rest ? 'rest' : 'work', line, sentence);
      const counted = joined ? withAdjoiningWeekend(days) : days.length;
      if (stated && days.length > 0 && Number(stated) !== counted) {
        this.doubt(line, sentence, `写明共${stated}天,按日期数是${counted}天`);
      }
    }
    const remainder = sentence.replace(ARRANGEMENT, '').replace(PRINCIPLE, '');
    if (/\d日/.test(remainder) && /假|休|上班/.test(remainder)) {
      this.doubt(line, sentence, '这句提到日期,但不是“某日放假”或“某日上班”的写法,没有计入');
    }
    return arrangements.length > 0;
  }

  private record(day: Day, kind: CalendarDay['kind'], line: number, sentence: string): void {
    const before = this.kinds.get(day);
    if (before && before !== kind) {
      this.doubt(
        line,
        sentence,
        `${sayDay(day)}既写放假又写上班,按后写的“${kind === 'rest' ? '放假' : '上班'}”计`,
      );
    }
    this.kinds.set(day, kind);
  }

  private readList(list: string, line: number, sentence: string): Day[] {
    const days: Day[] = [];
    let carried: DateContext = { year: this.year, month: null };
    for (const span of list.split(/[、,和](?=\d)/)) {
      const [from, to = from] = [...span.matchAll(DATE_PARTS)].map((parts) => {
        const read = readDate(parts, carried);
        carried = read.context;
        return read;
      });
      if (!from || !to) continue;
      const why = unreadable(from, to, this.year);
      if (why) this.doubt(line, sentence, why);
      else days.push(...daysThrough(from.day, to.day));
      for (const { day, statedWeekday } of new Set([from, to])) {
        if (!why && statedWeekday && sayWeekday(day) !== statedWeekday) {
          this.doubt(line, sentence, `${sayDay(day)}在通知中写作${statedWeekday}`);
        }
      }
    }
    return days;
  }
}

/** "1月28日、29日": a date without year or month takes them from the one before. */
interface DateContext {
  year: number | null;
  month: number | null;
}

interface ReadDate {
  day: Day;
  statedWeekday: string | null;
  context: DateContext;
}

function readDate([, year, month, date, brackets]: RegExpMatchArray, carried: DateContext): ReadDate {
  const context = {
    year: year ? Number(year) : carried.year,
    month: month ? Number(month) : carried.month,
  };
  const pad = (value: number | string | undefined) => String(value ?? '').padStart(2, '0');
  const weekday = /(?:周|星期)([一二三四五六日天])/.exec(brackets ?? '')?.[1];
  return {
    day: `${context.year}-${pad(context.month ?? undefined)}-${pad(date)}`,
    statedWeekday: weekday ? `周${weekday.replace('天', '日')}` : null,
    context,
  };
}

/** Why these dates cannot be taken, or null. */
function unreadable(from: ReadDate, to: ReadDate, noticeYear: number | null): string | null {
  for (const { day, context } of [from, to]) {
    if (context.month === null) return '日期没有写月份,没有计入';
    const exists: boolean = isDay(day);
    if (!exists) return `没有${day}这一天,没有计入`;
    if (Math.abs((context.year ?? 0) - (noticeYear ?? 0)) > 1) return `${sayDay(day)}不在通知的年份,没有计入`;
  }
  const length = daysBetween(from.day, to.day) + 1;
  if (length < 1) return '起止日期颠倒,跨年的请写明年份,没有计入';
  return length > LONGEST_HOLIDAY_DAYS ? `一次放假${length}天,日期可能有误,没有计入` : null;
}

function daysThrough(from: Day, to: Day): Day[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
}

function withAdjoiningWeekend(days: readonly Day[]): number {
  let [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return 0;
  while (weekdayOf(addDays(first, -1)) > 5) first = addDays(first, -1);
  while (weekdayOf(addDays(last, 1)) > 5) last = addDays(last, 1);
  return daysBetween(first, last) + 1;
}
