import type { CaseState } from '../domain/case-rules';
import type { Role } from '../domain/duty-state';
import type { CaseKind, ClosedHow } from './case.entity';

export class CaseUnitView {
  id!: number;
  name!: string;
}

export class NextStepView {
  step!: number;
  dueOn!: string;
  /** 暂按: counted over days whose holidays are not announced yet. */
  provisional!: boolean;
}

export class CaseView {
  id!: number;
  kind!: CaseKind;
  /** 跟办件, or 督办件 once a letter of supervision was issued on it. */
  name!: string;
  unit!: CaseUnitView;
  period!: string;
  periodText!: string;
  /** @example 产业5 纺织 */
  items!: string;
  state!: CaseState;
  stateText!: string;
  /** 待销号: all its duties are handed in. */
  awaitsClosing!: boolean;
  duties!: number;
  owed!: number;
  openedOn!: string;
  /** Workdays since the oldest day still owed; 0 when nothing is. */
  overdueWorkdays!: number;
  /** How often the unit was urged, by the ladder and by people. */
  urges!: number;
  nextStep!: NextStepView | null;
  promisedOn!: string | null;
  promises!: number;
  forHead!: boolean;
  papersIssued!: number;
  closedAt!: string | null;
  closedHow!: ClosedHow;
  version!: number;
}

export class CaseDutyView {
  dutyId!: number;
  role!: Role;
  /** @example 产业5 纺织 */
  item!: string;
  dueOn!: string;
  /** Null once it was handed in or waived. */
  owedOn!: string | null;
}

export class CaseEventView {
  n!: number;
  at!: string;
  /** 系统 for a timer. */
  by!: string;
  kind!: string;
  /** @example 销号 */
  kindText!: string;
  fromState!: string;
  toState!: string;
  note!: string;
  promisedOn!: string | null;
}

export class CaseDetailView extends CaseView {
  dutyList!: CaseDutyView[];
  events!: CaseEventView[];
}

/** The case's new version after an act. */
export class CaseVersionView {
  id!: number;
  version!: number;
}
