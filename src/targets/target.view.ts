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
  id!: number;
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
  filledBy!: string;
  settledOn!: string | null;
  /** The newest by 数据截至. */
  reading!: ReadingView | null;
  light!: TargetLightView;
  /** Goes back in If-Match. */
  version!: number;
}

export class TargetDetailView extends TargetView {
  /** All values, replaced ones too, the newest first. */
  readings!: ReadingView[];
}
