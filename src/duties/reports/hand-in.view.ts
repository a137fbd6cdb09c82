import type { DutyState } from '../../domain/duty-state';
import { isMadeUp } from '../../domain/hand-in';
import type { GoodReport } from './report-rows';
import { sayDutyState } from '../lists/duty.view';

/** 已报送: what became of one report. */
export class HandedInView {
  dutyId!: number;
  reportId!: number;
  /** 1, and one more each time it is handed in again. */
  revision!: number;
  state!: DutyState;
  /** @example 待审核 */
  stateText!: string;
  /** The duty's, for the next If-Match. */
  version!: number;
  /** The moment that counts for timeliness. @example 2026-12-21T07:30:00.000Z */
  firstHandedAt!: string;
  /** 补报: first handed in after the due day. */
  madeUp!: boolean;
  /** Codes of units whose part a lead did without. */
  missingUnits!: string[];
  /** What the writer should look at again; the report stands all the same. */
  warnings!: string[];
}

export function toHandedInView(report: GoodReport, reportId: number): HandedInView {
  const { facts, missingUnits, warnings } = report;
  const duty = { ...report.duty, ...report.changes };
  return {
    dutyId: duty.id,
    reportId,
    revision: facts.revision + 1,
    state: duty.state,
    stateText: sayDutyState(duty.role, duty.state),
    version: duty.version + 1,
    firstHandedAt: duty.firstHandedAt?.toISOString() ?? '',
    madeUp: isMadeUp(duty),
    missingUnits: duty.role === 'lead' ? missingUnits : [],
    warnings,
  };
}
