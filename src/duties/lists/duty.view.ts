import { type Day, sayDay } from '../../domain/day';
import { isOverdue } from '../../domain/duty';
import { type DutyState, dutyWords, type Role } from '../../domain/duty-state';
import { isMadeUp } from '../../domain/hand-in';
import { holdReasons } from '../../domain/holds';
import { type Colour, type Light, lightWords } from '../../domain/lights';
import { sayPeriod, sayReport } from '../../domain/period';
import type { WorkingCalendar } from '../../domain/working-calendar';
import type { LightRow } from './light-facts';

export class DutyItemView {
  id!: number;
  code!: string;
  /** @example 任务5 */
  label!: string;
  shortName!: string;
}

export class DutyUnitView {
  id!: number;
  name!: string;
}

export class LightView {
  colour!: Colour;
  /** @example ◆ */
  shape!: string;
  /** @example 临期 */
  word!: string;
  /** @example 剩3个工作日,12月25日截止,尚未报送 */
  reason!: string;
}

export class DutyView {
  id!: number;
  item!: DutyItemView;
  unit!: DutyUnitView;
  scheduleId!: number;
  role!: Role;
  /** @example 2026Q4 */
  period!: string;
  /** @example 2026年第四季度 */
  periodText!: string;
  /** @example 2026年第四季度暨年度报告 */
  reportName!: string;
  opensOn!: Day;
  dueOn!: Day;
  originalDueOn!: Day;
  /** @example 2026年12月21日(周一) */
  dueText!: string;
  /** @example 2026年12月20日为周日,顺延至12月21日(周一) */
  why!: string;
  /** The due day may still move (待放假安排). */
  provisional!: boolean;
  state!: DutyState;
  /** @example 待报送 */
  stateText!: string;
  version!: number;
  round!: number;
  fixBy!: Day | null;
  /** The due day while open, the fix-by day while returned. */
  owedOn!: Day | null;
  overdue!: boolean;
  overdueWorkdays!: number;
  light!: LightView;
  firstHandedAt!: string | null;
  /** 补报: first handed in after the due day. */
  madeUp!: boolean;
  /** The revision that stands; 0 when none does. */
  reportRevision!: number;
  /** 系统补建 */
  openedLate!: boolean;
  /** 试运行 */
  trial!: boolean;
  /** Why the ladder is held; null when it is not. @example 未送达 */
  hold!: string | null;
}

/** A duty as the list reads it. */
export interface DutyListRow extends LightRow {
  scheduleId: number;
  role: Role;
  version: number;
  round: number;
  fixBy: Day | null;
  itemId: number;
  itemCode: string;
  label: string;
  shortName: string;
  unitId: number;
  unitName: string;
  why: string | null;
  provisional: number | null;
  reportRevision: number | null;
}

const holdWords: Record<string, string> = holdReasons;

export function sayDutyState(role: Role, state: DutyState): string {
  return role === 'support' && state === 'accepted' ? '已交牵头单位' : dutyWords.states[state];
}

export function toLightView({ colour, reason }: Light): LightView {
  const { shape, word } = lightWords[colour];
  return { colour, shape, word, reason };
}

/** The view of a duty on `today`, whose light is computed beside. */
export function toDutyView(row: DutyListRow, light: Light, today: Day, calendar: WorkingCalendar): DutyView {
  const { role, period, dueOn, state, owedOn } = row;
  const firstHandedAt = row.handedAt === null ? null : new Date(row.handedAt);
  const overdue = isOverdue(row, today);
  return {
    id: row.id,
    item: { id: row.itemId, code: row.itemCode, label: row.label, shortName: row.shortName },
    unit: { id: row.unitId, name: row.unitName },
    scheduleId: row.scheduleId,
    role,
    period,
    periodText: sayPeriod(period),
    opensOn: row.opensOn,
    dueOn,
    originalDueOn: row.originalDueOn,
    reportName: sayReport(role, period),
    dueText: sayDay(dueOn),
    why: row.why ?? '',
    provisional: row.provisional === 1,
    state,
    stateText: sayDutyState(role, state),
    version: row.version,
    round: row.round,
    fixBy: row.fixBy,
    owedOn,
    overdue,
    overdueWorkdays: overdue && owedOn !== null ? calendar.workdaysBetween(owedOn, today) : 0,
    light: toLightView(light),
    firstHandedAt: row.handedAt,
    madeUp: isMadeUp({ firstHandedAt, dueOn }),
    reportRevision: row.reportRevision ?? 0,
    openedLate: row.openedLate === 1,
    trial: row.counts === 0,
    hold: row.holdReason === null ? null : (holdWords[row.holdReason] ?? row.holdReason),
  };
}

/** One step of a duty's history, its opening first. */
export class DutyEventView {
  /** 0 is the opening; a hold has none. */
  n!: number | null;
  day!: Day;
  at!: string | null;
  kind!: string;
  /** @example 报送 */
  kindText!: string;
  state!: DutyState | null;
  stateText!: string;
  dueOn!: Day | null;
  round!: number | null;
  reason!: string;
  /** @example 系统 */
  by!: string;
}
