import { PastValueView } from '../audit/past-value.view';

/** 责任单位 */
export class UnitView {
  id!: number;
  /** Never changes. @example 'gxj' */
  code!: string;
  /** @example '市工信局' */
  name!: string;
  fullName!: string;
  /** False while the full name waits to be confirmed by the office. */
  nameConfirmed!: boolean;
  /** At most four characters. */
  matrixName!: string;
  kind!: string;
  /** 建制顺序 */
  sort!: number;
  /** 对口收文单位 */
  counterpart!: string;
  officePhone!: string;
  aliases!: string[];
  /** The plan is addressed to it and gives it nothing to do; never true of the office itself. */
  chargeless!: boolean;
  /** What the screen says of it. @example '主送,无任务' */
  remark!: string;
  /** 并入 which unit, and since when. */
  succeededBy!: number | null;
  succeededOn!: string | null;
  /** Goes back in If-Match. */
  version!: number;
}

export class UnitDetailView extends UnitView {
  /** 更正记录, the newest first: old papers keep the old names. */
  corrections!: PastValueView[];
}

/** An item in which both units were charged: the weaker charge ended with the merger. */
export class SharedItemView {
  itemId!: number;
  itemLabel!: string;
  itemShortName!: string;
  /** Whose charge ended. */
  unitId!: number;
  unitName!: string;
}

export class UnitSuccessionView extends UnitDetailView {
  /** In document order. */
  sharedItems!: SharedItemView[];
}

export class MemberView {
  unitId!: number;
  unitName!: string;
  /** 0: for every plan. */
  planId!: number;
  since!: string;
  until!: string | null;
}

/** 集体责任单位 */
export class CollectiveView {
  id!: number;
  name!: string;
  aliases!: string[];
  /** In 建制顺序. */
  members!: MemberView[];
}

export type UnitRow = Omit<UnitView, 'aliases' | 'nameConfirmed' | 'chargeless' | 'remark'> & {
  nameConfirmed: number;
  charges: number;
};

export function toUnitView({ nameConfirmed, charges, ...unit }: UnitRow, aliases: string[]): UnitView {
  const chargeless = charges === 0 && unit.kind !== 'office';
  const remark = chargeless ? '主送,无任务' : '';
  return { ...unit, nameConfirmed: nameConfirmed === 1, chargeless, remark, aliases };
}
