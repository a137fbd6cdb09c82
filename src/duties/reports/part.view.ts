import type { DutyState } from '../../domain/duty-state';
import { ReportView } from './report.view';

/** 配合材料: one supporter of an item and how its part stands, for the lead. */
export class PartView {
  dutyId!: number;
  /** The part's duty, for If-Match on 请补充. */
  version!: number;
  unitId!: number;
  /** @example 市水利局 */
  unitName!: string;
  /** Its own, which need not be the lead's. @example 2026年第四季度 */
  periodText!: string;
  state!: DutyState;
  /** @example 已交牵头单位 */
  stateText!: string;
  /** 欠报: not handed in, or sent back and not mended. */
  missing!: boolean;
  /** The latest revision that was not taken back. */
  report!: ReportView | null;
}

export class PartsView {
  /** One unit leads and has not handed in: it may ask for more. */
  maySendBack!: boolean;
  total!: number;
  received!: number;
  parts!: PartView[];
}
