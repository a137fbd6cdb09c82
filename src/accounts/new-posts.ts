import { refuse } from '../domain/refusal';
import { rolesMayMeet, type Role } from '../domain/permissions';
import type { Day } from '../domain/day';
import type { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import { Refused } from '../platform/http/refused';

export interface NewPost {
  role: Role;
  unitCode?: string;
}

/**
 * Inside a write: gives an account posts it does not hold. A unit's post needs the unit, an office post may name its
 * home unit (nobody reviews a report of a unit they belong to), the other roles stand for none.
 */
export async function givePosts(
  db: Database,
  accountId: number,
  posts: readonly NewPost[],
  since: Day,
): Promise<void> {
  for (const { role, unitCode } of posts) {
    const unitId = await unitOf(db, role, unitCode);
    const given = await db.changed(sql`
      INSERT INTO post (account_id, role, unit_id, state, since)
      VALUES (${accountId}, ${role}, ${unitId}, 'active', ${since})
      ON CONFLICT (account_id, role, unit_id) DO UPDATE SET state = 'active', since = excluded.since
        WHERE post.state <> 'active'`);
    if (given !== 1) throw new Refused(refuse('post-held'));
  }
  const held = await db.rows<{ role: Role }>(
    sql`SELECT role FROM post WHERE account_id = ${accountId} AND state = 'active'`,
  );
  if (!rolesMayMeet(held.map((post) => post.role))) throw new Refused(refuse('roles-may-not-meet'));
}

async function unitOf(db: Database, role: Role, unitCode: string | undefined): Promise<number> {
  if (!unitCode) {
    if (role === 'unit') throw new Refused(refuse('unit-needed'));
    return 0;
  }
  if (role !== 'unit' && role !== 'office' && role !== 'office-head')
    throw new Refused(refuse('unit-not-allowed'));
  const unit = await db.row<{ id: number }>(sql`SELECT id FROM unit WHERE code = ${unitCode}`);
  if (!unit) throw new Refused(refuse('unknown-unit', { unitCode }));
  return unit.id;
}
