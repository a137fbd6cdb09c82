import { PastValueView } from '../audit/past-value.view';
import type { Role } from '../domain/duty-state';

/** 工作方案 */
export class PlanView {
  id!: number;
  /** @example '九府办发〔2019〕33号' */
  number!: string;
  title!: string;
  issuedOn!: string;
  state!: string;
  successorId!: number | null;
  /** Items in the plan. */
  items!: number;
  /** 按首位推定: the leads are taken from the order of names and not confirmed yet. */
  leadsInferred!: boolean;
  leadsConfirmedAt!: string | null;
  /** Goes back in If-Match. */
  version!: number;
}

export class PlanDetailView extends PlanView {
  /** 更正记录, the newest first. */
  corrections!: PastValueView[];
}

/** A unit that leads today, with the telephone of its office: 有事找牵头单位. */
export class LeadingUnitView {
  unitId!: number;
  name!: string;
  officePhone!: string;
}

/** 责任分工: one printed name. */
export class AssignmentView {
  n!: number;
  role!: Role;
  printedName!: string;
  /** One of the two is set. */
  unitId!: number | null;
  collectiveId!: number | null;
  leadInferred!: boolean;
}

/** 工作要点 */
export class PointView {
  n!: number;
  text!: string;
  place!: string;
}

/** 工作事项 */
export class ItemView {
  id!: number;
  planId!: number;
  /** @example 'task-6' */
  code!: string;
  /** @example '任务6' */
  label!: string;
  kind!: string;
  parentId!: number | null;
  title!: string;
  shortName!: string;
  section!: string;
  place!: string;
  assignments!: AssignmentView[];
  /** In 建制顺序; thirteen where 各县(市、区)政府 lead. */
  leads!: LeadingUnitView[];
  points!: PointView[];
  /** How many targets the item has. */
  targets!: number;
  /** Goes back in If-Match. */
  version!: number;
}

export class ItemDetailView extends ItemView {
  /** 更正记录, the newest first; those of a point under `point-3`. */
  corrections!: PastValueView[];
}
