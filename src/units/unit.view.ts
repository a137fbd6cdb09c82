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

export type UnitRow = Omit<UnitView, 'aliases' | 'nameConfirmed'> & { nameConfirmed: number };

export function toUnitView({ nameConfirmed, ...unit }: UnitRow, aliases: string[]): UnitView {
  return { ...unit, nameConfirmed: nameConfirmed === 1, aliases };
}
