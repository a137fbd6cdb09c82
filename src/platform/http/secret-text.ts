import { refuse, type Refusal } from '../../domain/refusal';
import { secrecyMark } from '../../domain/secrecy';

/**
 * The first text of a body that carries a secrecy mark, by its path: no route stores one, whatever its field is for.
 * Example: { rows: [{ remark: '机密★' }] } is refused for rows.0.remark; { remark: '商业秘密' } → undefined.
 */
export function secretText(value: unknown, field = ''): Refusal | undefined {
  if (typeof value === 'string') {
    const mark = secrecyMark(value);
    return mark === null ? undefined : refuse('secret-text', { field, mark });
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const refused = secretText(inner, field ? `${field}.${key}` : key);
    if (refused) return refused;
  }
  return undefined;
}
