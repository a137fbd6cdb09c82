/**
 * A rule that says no answers with a value, never with an exception: a code, the facts, and (in
 * refusal-texts.ts) a sentence that says what happened and what to do (domain §5, texts T12).
 *
 * Example: an extension asked after the due day 2026-12-21 is refuse('extension-too-late', { dueOn: '2026-12-21' }),
 * read by the unit as 报送时限已于2026年12月21日(周一)24时截止,不能再申请延期;请补报……
 */
import { refusalTexts } from './refusal-texts';

export type RefusalCode = keyof typeof refusalTexts;

export interface Refusal {
  refused: true;
  code: RefusalCode;
  facts?: Record<string, string | number>;
}

export interface Decided<Changes> {
  ok: true;
  changes: Changes;
}

/** What every rule answers: the columns to set by compare-and-set, or why not. */
export type Decision<Changes> = Decided<Changes> | Refusal;

/** The facts a code's sentence needs: a missing one is a type error where the rule refuses. */
type FactsOf<Code extends RefusalCode> = Parameters<(typeof refusalTexts)[Code]['say']>;

export function refuse<Code extends RefusalCode>(code: Code, ...[facts]: FactsOf<Code>): Refusal {
  return facts === undefined ? { refused: true, code } : { refused: true, code, facts };
}

export function decided<Changes>(changes: Changes): Decided<Changes> {
  return { ok: true, changes };
}

export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'refused' in answer && answer.refused === true;
}

export interface RefusalAnswer {
  status: number;
  title: string;
  detail: string;
}

/** The refusal as an answer to a person: HTTP status, title and sentence, both Chinese. */
export function sayRefusal(refusal: Refusal): RefusalAnswer {
  const text = refusalTexts[refusal.code];
  // refuse() has checked the facts against this very code; the union of all codes cannot express that.
  const say = text.say as (facts: Record<string, string | number>) => string;
  return { status: text.status, title: text.title, detail: say(refusal.facts ?? {}) };
}
