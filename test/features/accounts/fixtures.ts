import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';

/** A bare unit; its id. */
export async function addUnit(database: Database, code: string, name: string): Promise<number> {
  const unit = await database.write(() =>
    database.row<{ id: number }>(sql`
      INSERT INTO unit (code, name, full_name, matrix_name, kind, sort, counterpart, office_phone, name_confirmed, version)
      VALUES (${code}, ${name}, ${name}, ${name}, 'department', 1, '', '', 1, 1) RETURNING id`),
  );
  if (!unit) throw new Error(`no unit ${code}`);
  return unit.id;
}

export function lastAudit(
  database: Database,
): Promise<{ actor: string; action: string; facts: string } | undefined> {
  return database.row(sql`SELECT actor, action, facts FROM audit ORDER BY id DESC LIMIT 1`);
}
