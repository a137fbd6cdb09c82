/** What a page sends: fields by name, never a list, a number or nothing. */
export function isForm(body: unknown): body is object {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

/**
 * `null` in a field says what leaving the field out says. Validation lets it pass where a field is optional, and the
 * use case behind would be the first to meet it. Example: { a: null, b: [{ c: null }] } → { b: [{}] }
 */
export function leaveOutNulls(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, inner] of Object.entries(value)) {
    if (inner !== null) leaveOutNulls(inner);
    else if (isForm(value)) Reflect.deleteProperty(value, field);
  }
}
