import type { Light } from '../domain/lights';

export class TargetLightView {
  colour!: Light['colour'];
  /** @example '指标欠进度12个百分点(路径为质强办设定)' */
  reason!: string;
}

export class PathPointView {
  on!: string;
  value!: number;
}

/** 填报值 */
export class ReadingView {
  /** Of a figure made from several units' figures, the newest of theirs. */
  id!: number;
  /** 0: the office's own figure, or one made from several units' figures. */
  unitId!: number;
  period!: string;
  value!: number;
  /** 数据截至 */
  asOf!: string;
  source!: string;
  /** True for a value that was replaced. */
  old!: boolean;
  at!: string;
}

/** 目标指标 */
export class TargetView {
  id!: number;
  code!: string;
  planId!: number;
  /** Null: a target of the whole plan. */
  itemId!: number | null;
  itemLabel!: string | null;
  name!: string;
  kind!: 'reach' | 'hold';
  value!: number;
  unit!: string;
  byOn!: string;
  /** 口径; empty until the office settles it. */
  definition!: string;
  path!: PathPointView[];
  filledBy!: 'office' | 'unit';
  settledOn!: string | null;
  /**
   * The newest by 数据截至. Of a target that units fill: the sum of each leading unit's newest figure, of a percentage
   * the lowest; null until every leading unit has given one.
   */
  reading!: ReadingView | null;
  light!: TargetLightView;
  /** Goes back in If-Match. */
  version!: number;
}

export class TargetDetailView extends TargetView {
  /** All values, replaced ones too, the newest first; a unit sees the office's and its own. */
  readings!: ReadingView[];
}
