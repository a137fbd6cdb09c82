/**
 * Lights (domain §7): the first that matches of grey, red, yellow, blue, green, with exactly one sentence why.
 * A light speaks of the current period and older ones not accepted; made up late colours this period only.
 *
 * Example: due Mon 2026-12-21, nothing handed in, seen on Wed 12-23 after 3 reminders and 1 催: red,
 * 逾期2个工作日(原定12月21日),已提醒3次、催办1次.
 */
import { type Day, dayOf, sayMonthDay } from './day';
import { type DutyFacts, isOverdue } from './duty';
import { isMadeUp, sayDistance } from './hand-in';
import type { HoldReason } from './holds';
import { isPeriod, lastDay, periodOf } from './period';
import type { WorkingCalendar } from './working-calendar';

export type Colour = 'grey' | 'red' | 'yellow' | 'blue' | 'green';

export interface Light {
  colour: Colour;
  reason: string;
  /** The day the sentence speaks of, for 最早…; null when it speaks of none. */
  on: Day | null;
}

/** Shape and words, so that no light is told by its colour alone. */
export const lightWords: Record<Colour, { shape: string; name: string; word: string }> = {
  red: { shape: '■', name: '红', word: '逾期' },
  yellow: { shape: '▲', name: '黄', word: '关注' },
  blue: { shape: '◆', name: '蓝', word: '临期' },
  green: { shape: '●', name: '绿', word: '正常' },
  grey: { shape: '○', name: '灰', word: '不计' },
};

/** 红:2项逾期(共23项),最早12月21日 */
export function sayLight(light: Light): string {
  return `${lightWords[light.colour].name}:${light.reason}`;
}

export const BLUE_WORKDAYS = 3;

type DutyColumns =
  | 'state'
  | 'counts'
  | 'period'
  | 'opensOn'
  | 'originalDueOn'
  | 'dueOn'
  | 'owedOn'
  | 'openedLate'
  | 'ladderBase'
  | 'firstHandedAt';

export interface DutyLightFacts extends Pick<DutyFacts, DutyColumns> {
  holds: readonly HoldReason[];
  /** Why it was waived; null when it was not. */
  waivedFor: string | null;
  /** The day 不涉及 was found; null when it was not. */
  notInvolvedOn: Day | null;
  reminded: number;
  urged: number;
}

export function dutyLight(facts: DutyLightFacts, today: Day, calendar: WorkingCalendar): Light {
  return (
    greyDuty(facts, today, calendar) ??
    redDuty(facts, today, calendar) ??
    yellowDuty(facts, today, calendar) ??
    blueDuty(facts, today, calendar) ??
    greenDuty(facts)
  );
}

function greyDuty(facts: DutyLightFacts, today: Day, calendar: WorkingCalendar): Light | null {
  const grey = (reason: string, on: Day | null = null): Light => ({ colour: 'grey', reason, on });
  const { notInvolvedOn, ladderBase, dueOn } = facts;
  if (notInvolvedOn !== null) return grey(`不涉及:${sayMonthDay(notInvolvedOn)}认定`);
  if (facts.state === 'waived') return grey(`免报:${facts.waivedFor ?? '未注明理由'}`);
  if (facts.opensOn > today) return grey(`未开始,${sayMonthDay(facts.opensOn)}起`);
  if (facts.counts === 0) return grey('试运行');
  const held = sayHeld(facts);
  if (held !== null) return grey(held);
  if (facts.state !== 'open') return null;
  // Told late or made late: owed, but not yet late for a unit that could not know (domain §4.2, §4.4).
  if (isOverdue(facts, today) && ladderBase !== null && ladderBase >= today) {
    return grey(`${facts.openedLate ? '系统补建' : '送达较晚'},${sayMonthDay(ladderBase)}前报送不计逾期`);
  }
  const near = calendar.workdaysBetween(today, dueOn) <= BLUE_WORKDAYS;
  return calendar.isKnown(dueOn) || near ? null : grey('待放假安排,时限暂定');
}

/** Holds under which a unit is not late; a promise or a pause only lets the ladder wait. */
function sayHeld({ state, owedOn, holds }: DutyLightFacts): string | null {
  const has = (...reasons: HoldReason[]) => reasons.some((reason) => holds.includes(reason));
  if (state === 'open' && has('unserved', 'no-contact')) return '未送达,不计逾期';
  if (state === 'open' && has('extension')) return '延期申请待答复,暂不计时';
  if (state === 'open' && has('objection')) return '异议待答复,暂不计时';
  return owedOn !== null && has('good-reason') ? '已认定正当理由,期间不计逾期' : null;
}

/** `(原定12月21日)`, with the day an extension moved it to. */
function sayOriginalDue({ originalDueOn, dueOn }: DutyLightFacts): string {
  const moved = dueOn === originalDueOn ? '' : `,已延期至${sayMonthDay(dueOn)}`;
  return `(原定${sayMonthDay(originalDueOn)}${moved})`;
}

function redDuty(facts: DutyLightFacts, today: Day, calendar: WorkingCalendar): Light | null {
  if (facts.state !== 'open' || !isOverdue(facts, today)) return null;
  const told = [
    facts.reminded > 0 ? `已提醒${facts.reminded}次` : '',
    facts.urged > 0 ? `${facts.reminded > 0 ? '' : '已'}催办${facts.urged}次` : '',
  ].filter((part) => part !== '');
  const reason = `逾期${sayDistance(facts.dueOn, today, calendar)}${sayOriginalDue(facts)}`;
  return { colour: 'red', reason: [reason, told.join('、')].filter(Boolean).join(','), on: facts.dueOn };
}

function yellowDuty(facts: DutyLightFacts, today: Day, calendar: WorkingCalendar): Light | null {
  const { state, owedOn, firstHandedAt } = facts;
  const madeUp = isMadeUp(facts);
  if (state === 'returned' && owedOn !== null) {
    if (owedOn < today) {
      return { colour: 'yellow', reason: `整改逾期${sayDistance(owedOn, today, calendar)}`, on: owedOn };
    }
    const first = firstHandedAt === null ? '' : `(首次报送${madeUp ? '逾期' : '按时'})`;
    return { colour: 'yellow', reason: `已退回,${sayMonthDay(owedOn)}前整改${first}`, on: owedOn };
  }
  if (firstHandedAt === null || !madeUp) return null;
  // A one-off has no days of its own: it is spoken of through the quarter in which it was due.
  const period = isPeriod(facts.period) ? facts.period : periodOf('quarter', facts.dueOn);
  const current = state === 'submitted' || today <= lastDay(period);
  if (!current) return null;
  const late = sayDistance(facts.dueOn, dayOf(firstHandedAt), calendar);
  return { colour: 'yellow', reason: `已补报,迟${late};仅记本期`, on: facts.dueOn };
}

function blueDuty(facts: DutyLightFacts, today: Day, calendar: WorkingCalendar): Light | null {
  if (facts.state !== 'open' || calendar.workdaysBetween(today, facts.dueOn) > BLUE_WORKDAYS) return null;
  const left =
    today === facts.dueOn
      ? '今日24时截止'
      : `剩${sayDistance(today, facts.dueOn, calendar)},${sayMonthDay(facts.dueOn)}截止,尚未报送`;
  return { colour: 'blue', reason: left + sayExtended(facts), on: facts.dueOn };
}

/** An extension alone is not yellow: it is said beside blue or green. */
function sayExtended(facts: DutyLightFacts): string {
  return facts.dueOn === facts.originalDueOn ? '' : `(已延期,原定${sayMonthDay(facts.originalDueOn)})`;
}

function greenDuty(facts: DutyLightFacts): Light {
  const { state, firstHandedAt, dueOn } = facts;
  const green = (reason: string): Light => ({ colour: 'green', reason, on: dueOn });
  if (state === 'open') return green(`未到期,${sayMonthDay(dueOn)}前报${sayExtended(facts)}`);
  if (firstHandedAt === null) return green('期满未报,视为无新进展');
  const handedOn = sayMonthDay(dayOf(firstHandedAt));
  return green(isMadeUp(facts) ? `已补报(${handedOn})` : `本期已按时报送(${handedOn})`);
}
