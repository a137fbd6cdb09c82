import { type Day, dayOf } from '../../domain/day';
import type { DutyChanges } from '../../domain/duty';
import { handIn, yearSummaryRefused } from '../../domain/hand-in';
import { isPeriod } from '../../domain/period';
import { dataAsOf } from '../../domain/recurrence';
import { decided, type Decision, isRefusal, type Refusal, refuse } from '../../domain/refusal';
import type { DutyRow } from '../duty-facts';
import type { HandInFacts } from './hand-in-facts';
import type { ReportKind } from './report.entity';
import { type ReportText, warningsAbout } from './report-text';

/** One report as it is handed in. */
export interface HandInRow extends ReportText {
  dutyId: number;
  /** The version of the duty the writer had before their eyes. */
  version: number;
  kind: ReportKind;
  dataAsOf: Day | null;
  /** Codes of the units a lead names as missing; null: whoever is missing. */
  missingUnits: string[] | null;
}

/** 审签 */
export interface Signing {
  signer: string;
  signerPost: string;
  signedOn: Day | null;
}

/** What is true of everything handed in by one request. */
export interface HandInTerms {
  /** The moment that counts: taken at the controller. */
  at: Date;
  by: 'unit' | 'office';
  via: 'web' | 'paper' | 'phone' | 'oa';
  /** 代录: the day the paper or the call came. */
  receivedOn?: Day;
  /** 代录: why the office enters it. */
  reason: string;
  signing: Signing | null;
}

export interface Accepted {
  changes: DutyChanges;
  dataAsOf: Day | null;
  missingUnits: string[];
  warnings: string[];
}

/** All that may stand in a report's way, the compare-and-set apart. */
export function checkHandIn(
  row: HandInRow,
  duty: DutyRow,
  facts: HandInFacts,
  terms: HandInTerms,
): Decision<Accepted> {
  if (duty.version !== row.version) return refuse('stale-version');
  const no =
    progressMissing(row) ??
    yearSummaryRefused(duty, row.yearSummary) ??
    signingRefused(facts, terms) ??
    wronglyMissing(row, facts);
  if (no) return no;
  const decision = handIn(
    { ...duty, nilRun: facts.nilRun },
    { ...facts, ...terms, kind: row.kind, sentence: row.progress || row.remark },
  );
  if (isRefusal(decision)) return decision;
  return decided({
    changes: decision.changes,
    // a one-off has a free name and no month of its own
    dataAsOf: row.dataAsOf ?? (isPeriod(duty.period) ? dataAsOf(duty.period, facts.dataAsOfDay) : null),
    missingUnits: row.missingUnits ?? facts.missing,
    warnings: warningsAbout(row),
  });
}

function progressMissing(row: HandInRow): Refusal | null {
  return row.kind === 'full' && row.progress.trim() === '' ? refuse('progress-missing') : null;
}

/** A paper the office enters was signed on paper: its scan shows it. */
function signingRefused(facts: HandInFacts, { signing, by, at }: HandInTerms): Refusal | null {
  if (signing?.signedOn && signing.signedOn > dayOf(at))
    return refuse('signed-in-future', { signedOn: signing.signedOn });
  const complete = signing !== null && signing.signer.trim() !== '' && signing.signedOn !== null;
  return facts.needsSignOff && by === 'unit' && !complete ? refuse('sign-off-missing') : null;
}

function wronglyMissing(row: HandInRow, facts: HandInFacts): Refusal | null {
  const unit = row.missingUnits?.find((code) => !facts.missing.includes(code));
  return unit === undefined ? null : refuse('part-not-missing', { unit });
}
