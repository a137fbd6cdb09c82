import type { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';

/** The unit and everything that was merged into it, however many times: whose duties it sees and owes (domain §4.5). */
export async function unitIdsActingFor(db: Database, unitId: number): Promise<number[]> {
  // UNION, not UNION ALL: even a cycle written by hand into the table would end
  const found = await db.rows<{ id: number }>(sql`
    WITH RECURSIVE acting (id) AS (
      SELECT id FROM unit WHERE id = ${unitId}
      UNION
      SELECT u.id FROM unit u JOIN acting a ON u.succeeded_by = a.id)
    SELECT id FROM acting ORDER BY id`);
  return found.map((row) => row.id);
}
