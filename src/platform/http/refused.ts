import type { Refusal } from '../../domain/refusal';

/** A refusal on its way out of a service: `throw new Refused(refuse('stale-version'))`; the unit of work rolls back. */
export class Refused extends Error {
  constructor(
    readonly refusal: Refusal,
    /** A request for many: what stands in the way of each, row by row. */
    readonly rows?: Record<string, string | number>[],
  ) {
    super(refusal.code);
    this.name = 'Refused';
  }
}

export interface FieldError {
  field: string;
  message: string;
}

/** Input that is no sensible request at all, field by field: 400, nothing was read or changed. */
export class InvalidInput extends Error {
  constructor(readonly errors: FieldError[]) {
    super('invalid-input');
    this.name = 'InvalidInput';
  }
}
