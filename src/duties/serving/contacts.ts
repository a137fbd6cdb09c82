import { type Sql, sql } from '../../platform/database/sql';

/**
 * `WITH RECURSIVE reachable(unit_id)`: units with an active contact, and the units merged into them, whose duties
 * their successor's contact answers for (domain §4.5).
 */
export const reachable: Sql = sql`
  WITH RECURSIVE reachable(unit_id) AS (
    SELECT po.unit_id FROM post po JOIN account a ON a.id = po.account_id
     WHERE po.role = 'unit' AND po.state = 'active' AND a.state = 'active'
    UNION
    SELECT un.id FROM unit un JOIN reachable r ON un.succeeded_by = r.unit_id)`;
