import { isDay, weekdayOf } from '../domain/day';
import type { RestRule } from '../domain/recurrence';
import { day, type KnownNames, unique } from './seed-plan-readers';
import {
  type SeedCalendar,
  type SeedDue,
  type SeedLadder,
  type SeedSchedule,
  type SeedTarget,
  type SeedYear,
  UNIT_KINDS,
} from './seed-shapes';
import {
  checked,
  type Check,
  list,
  map,
  nullable,
  oneOf,
  optional,
  type Place,
  type Reader,
  text,
  wholeNumber,
} from './yaml-reader';

export function targetsFile(known: KnownNames): Reader<{ targets: SeedTarget[] }> {
  const target = map<SeedTarget>({
    code: text(unique()),
    item: optional(text(known.items.known()), null),
    name: text(unique()),
    kind: oneOf(['reach', 'hold']),
    value: wholeNumber(1, 1_000_000),
    unit: text(),
    byOn: day(),
    definition: nullable(text()),
    filledBy: oneOf(['office', 'unit']),
  });
  const answered = checked(target, ({ item, filledBy, name }, place) => {
    if (item === null && filledBy === 'unit')
      place.at('filledBy').refuse(`${name}属于整个方案,没有牵头单位可填报`);
  });
  return map({ targets: list(answered, 'name') });
}

const REST_RULES = ['next', 'previous', 'none'] as const satisfies readonly RestRule[];

export function schedulesFile(known: KnownNames): Reader<{ schedules: SeedSchedule[] }> {
  const schedule = map<SeedSchedule>({
    code: text(unique()),
    name: text(unique()),
    role: oneOf(['lead', 'support']),
    frequency: oneOf(['month', 'quarter', 'half', 'year', 'once']),
    due: readDue,
    restRule: oneOf(REST_RULES),
    dataAsOfDay: optional(wholeNumber(1, 31), null),
    whenSilent: oneOf(['late', 'nil']),
    nilWhenSilent: optional(list(oneOf(UNIT_KINDS)), []),
    items: itemsOf(known),
    state: oneOf(['trial', 'off']),
    basis: nullable(text()),
  });
  const suited = checked(schedule, ({ frequency, due }, place) => {
    if ((frequency === 'once') !== (due.anchor === 'fixed'))
      place.at('due').refuse(`${place.what}的时限不合频次:一次性报送用 fixed,按期报送用其余两种`);
  });
  return map({ schedules: list(suited, 'name') });
}

/** `all`, or codes of the plan's items, each once. */
function itemsOf(known: KnownNames): Reader<string[]> {
  return (place) => {
    if (place.value() === 'all') return known.items.names;
    return list(text(known.items.known(), unique()))(place);
  };
}

const readDue: Reader<SeedDue> = (place) => {
  const anchor = place.at('anchor').value();
  if (anchor === 'fixed') return readFixedDue(place);
  const offset = wholeNumber(1, anchor === 'day-of-last-month' ? 31 : 60);
  return map<Extract<SeedDue, { offset: number }>>({
    anchor: oneOf(['day-of-last-month', 'workdays-after-end']),
    offset,
  })(place);
};

const readFixedDue = checked(
  map<Extract<SeedDue, { anchor: 'fixed' }>>({
    anchor: oneOf(['fixed']),
    month: wholeNumber(1, 12),
    day: wholeNumber(1, 31),
  }),
  ({ month, day: dayOfMonth }, place) => {
    const two = (n: number) => String(n).padStart(2, '0');
    // 2023 is no leap year: a yearly day must exist every year.
    if (!isDay(`2023-${two(month)}-${two(dayOfMonth)}`))
      place.at('day').refuse(`${place.what}“${month}月${dayOfMonth}日”不是每年都有的日期`);
  },
);

const WORKDAYS = wholeNumber(1, 60);
const isTimeOfDay: Check<string> = (value) =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? null : '不是时刻(应写成 09:00)';

export function ladderFile(): Reader<{ ladder: SeedLadder }> {
  return map({
    ladder: map<SeedLadder>({
      steps: map<SeedLadder['steps']>({
        lead: checked(list(WORKDAYS), refuseUnlessRising(3)),
        support: checked(list(WORKDAYS), refuseUnlessRising(2)),
      }),
      reminders: list(wholeNumber(0, 60)),
      sendAt: text(isTimeOfDay),
      acknowledgeWorkdays: WORKDAYS,
      reviewWorkdays: WORKDAYS,
      fixWorkdays: WORKDAYS,
      objectionWorkdays: WORKDAYS,
      extensionAnswerWorkdays: WORKDAYS,
      extensionsAtMost: wholeNumber(0, 10),
      servedBeforeDueWorkdays: WORKDAYS,
      servedGraceWorkdays: WORKDAYS,
      openedLateGraceWorkdays: WORKDAYS,
      promiseAtMostWorkdays: WORKDAYS,
      promisesAtMost: wholeNumber(0, 10),
    }),
  });
}

/** What each step does is fixed, so is their number; a later one must be a later day, or two would fall on one. */
function refuseUnlessRising(count: number): (steps: number[], place: Place) => void {
  return (steps, place) => {
    if (steps.some((step, index) => step <= (steps[index - 1] ?? 0)))
      place.refuse(`${place.what}应由小到大、不重复`);
    else if (steps.length !== count) place.refuse(`${place.what}应为${count}步`);
  };
}

const isWeekday: Check<string> = (value) =>
  isDay(value) && weekdayOf(value) > 5 ? '本是周末,不必写在放假日里' : null;
const isWeekend: Check<string> = (value) =>
  isDay(value) && weekdayOf(value) <= 5 ? '不是周末,不必写在上班日里' : null;

export function calendarFile(): Reader<SeedCalendar> {
  const once = unique();
  const years = unique();
  const year = map<SeedYear>({
    year: checked(wholeNumber(2000, 2100), (value, place) => {
      const complaint = years(String(value), place);
      if (complaint) place.refuse(`${value}年${complaint}`);
    }),
    notice: nullable(text()),
    rest: list(day(isWeekday, once)),
    work: list(day(isWeekend, once)),
  });
  return map<SeedCalendar>({ coveredThrough: day(), years: list(year) });
}
