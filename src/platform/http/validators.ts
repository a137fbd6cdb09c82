import { registerDecorator, type ValidationOptions } from 'class-validator';
import { isDay } from '../../domain/day';

/** The largest id both databases hold: beyond it PostgreSQL answers an error instead of no row. */
export const MAX_ID = 2_147_483_647;

export function isId(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_ID;
}

/** A real calendar day 'YYYY-MM-DD': 2026-02-30 is none. */
export function IsDay(options?: ValidationOptions): PropertyDecorator {
  return constraint('isDay', (value) => typeof value === 'string' && isDay(value), options);
}

/** An id as the database gives them. */
export function IsId(options?: ValidationOptions): PropertyDecorator {
  return constraint('isInt', isId, options);
}

function constraint(
  name: string,
  validate: (value: unknown) => boolean,
  options?: ValidationOptions,
): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(property),
      ...(options && { options }),
      validator: { validate, defaultMessage: () => name },
    });
  };
}
