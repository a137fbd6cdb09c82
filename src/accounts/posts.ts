import type { Role } from '../domain/permissions';
import type { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';

/** A post as people see it, with its unit's name. */
export interface HeldPost {
  id: number;
  accountId: number;
  role: Role;
  unitId: number;
  unitName: string | null;
}

/** The active posts of some accounts, oldest first. */
export function postsOf(db: Database, accountIds: readonly number[]): Promise<HeldPost[]> {
  return db.rows<HeldPost>(sql`
    SELECT p.id, p.account_id AS "accountId", p.role, p.unit_id AS "unitId", u.name AS "unitName"
      FROM post p LEFT JOIN unit u ON u.id = p.unit_id
     WHERE p.state = 'active' AND p.account_id IN ${sql.list(accountIds)}
     ORDER BY p.account_id, p.id`);
}

/** Units of an account's posts, each with the units merged into it, however long ago (domain.md §4.5). */
export function unitsOf(db: Database, accountId: number): Promise<{ postUnitId: number; unitId: number }[]> {
  return db.rows(sql`
    WITH RECURSIVE held (post_unit_id, unit_id) AS (
      SELECT p.unit_id, p.unit_id FROM post p
       WHERE p.account_id = ${accountId} AND p.state = 'active' AND p.unit_id > 0
      UNION
      SELECT h.post_unit_id, u.id FROM unit u JOIN held h ON u.succeeded_by = h.unit_id)
    SELECT post_unit_id AS "postUnitId", unit_id AS "unitId" FROM held ORDER BY post_unit_id, unit_id`);
}
