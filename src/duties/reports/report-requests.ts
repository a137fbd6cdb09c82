import type { HandInRow, HandInTerms, Signing } from './hand-in-check';
import type { HandInDto, OnBehalfDto, SigningDto } from './report.dto';

/** What was posted, as the use case takes it. */
export function toHandInRow(dutyId: number, version: number, body: HandInDto): HandInRow {
  const { kind, progress, problems, nextSteps, yearSummary, remark } = body;
  const text = { progress, problems, nextSteps, yearSummary, remark };
  return {
    dutyId,
    version,
    kind,
    ...text,
    dataAsOf: body.dataAsOf ?? null,
    missingUnits: body.missingUnits ?? null,
  };
}

export function onlineBy(at: Date, body: SigningDto): HandInTerms {
  return { at, by: 'unit', via: 'web', reason: '', signing: toSigning(body) };
}

export function onBehalf(at: Date, { via, receivedOn, reason }: OnBehalfDto): HandInTerms {
  return { at, by: 'office', via, receivedOn, reason, signing: null };
}

function toSigning({
  signer = '',
  signerPost = '',
  signedOn = null,
}: Partial<Record<keyof SigningDto, string | null>>): Signing | null {
  return signer || signerPost || signedOn
    ? { signer: signer ?? '', signerPost: signerPost ?? '', signedOn }
    : null;
}
