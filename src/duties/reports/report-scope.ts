import { type Sql, sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';

/** What the actor may act on as the owing unit (alias d); the office and the readers own nothing. */
export function ownDuties(actor: Actor): Sql {
  return sql`d.unit_id IN ${sql.list(actor.unitIds)}`;
}

/**
 * What the actor may read (alias d): a unit its own, and the parts that go into its leads' reports; the others
 * everything. The guard has settled that the role reads duties at all.
 */
export function readableDuties(actor: Actor): Sql {
  if (actor.role !== 'unit') return sql`1 = 1`;
  const units = sql.list(actor.unitIds);
  return sql`(d.unit_id IN ${units} OR (d.role = 'support' AND EXISTS (
    SELECT 1 FROM duty l WHERE l.item_id = d.item_id AND l.lead_period = d.lead_period AND l.role = 'lead' AND l.unit_id IN ${units})))`;
}
