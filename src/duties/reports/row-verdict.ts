import { type Refusal, refuse, sayRefusal } from '../../domain/refusal';
import { Refused } from '../../platform/http/refused';

/** One duty's answer to a request about many; a type, not an interface, so that it is a problem's plain row. */
export type RowVerdict = {
  dutyId: number;
  /** ok, or the refusal's code. */
  code: string;
  /** What stands in the way and what to do. */
  message: string;
};

export function verdictOf(dutyId: number, refusal?: Refusal): RowVerdict {
  if (!refusal) return { dutyId, code: 'ok', message: '可以办理' };
  return { dutyId, code: refusal.code, message: sayRefusal(refusal).detail };
}

/** All or nothing: one refused row refuses the request, with a verdict for each. */
export function demandAll(verdicts: readonly { dutyId: number; refusal?: Refusal }[]): void {
  const failed = verdicts.filter(({ refusal }) => refusal).length;
  if (failed === 0) return;
  const rows = verdicts.map(({ dutyId, refusal }) => verdictOf(dutyId, refusal));
  throw new Refused(refuse('rows-refused', { failed, total: rows.length }), rows);
}
