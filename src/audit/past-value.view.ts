/** What a field said before a person corrected it. */
export class PastValueView {
  field!: string;
  oldValue!: string;
  newValue!: string;
  reason!: string;
  /** @example '2026-12-21T03:04:05.678Z' */
  at!: string;
}
