import { LightView } from '../duties/lists/duty.view';

export class MatrixUnitView {
  id!: number;
  name!: string;
  /** At most 4 characters. @example 市监 */
  matrixName!: string;
  kind!: string;
  light!: LightView;
}

export class MatrixItemView {
  id!: number;
  /** @example 任务5 */
  label!: string;
  shortName!: string;
  light!: LightView;
}

/** One unit in one item; where there is no charge there is no cell. */
export class MatrixCellView {
  unitId!: number;
  itemId!: number;
  role!: 'lead' | 'support';
  /** ● 牵头 ○ 配合 — 不涉及 */
  mark!: string;
  /** Null while nothing is asked in this period. */
  dutyId!: number | null;
  light!: LightView | null;
}

export class MatrixView {
  period!: string;
  /** @example 2026年第四季度 */
  periodText!: string;
  asOf!: string;
  /** In 建制顺序. */
  units!: MatrixUnitView[];
  /** In document order. */
  items!: MatrixItemView[];
  cells!: MatrixCellView[];
}
