import type { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import type { DutyRow } from '../duty-facts';

/** What a hand-in or a withdrawal asks of the tables beside the duty's own row. */
export interface HandInFacts {
  /** Revisions so far. */
  revision: number;
  /** When the office began to read the standing report. */
  readAt: Date | null;
  leadHandedIn: boolean;
  extensionPending: boolean;
  needsSignOff: boolean;
  /** 数据截至: this day of the period's last month. */
  dataAsOfDay: number;
  /** Nil reports in a row before this duty. */
  nilRun: number;
  /** For a lead: codes of the units whose part is not in, in 建制顺序. */
  missing: string[];
  /** The charge waits for its 签收. */
  unsigned: boolean;
  /** Somebody has begun to write. */
  drafted: boolean;
}

interface StoredFacts {
  dutyId: number;
  revision: number;
  readAt: string | null;
  leadHandedIn: number;
  extensionPending: number;
  needsSignOff: number;
  dataAsOfDay: number;
  nilRun: number;
  /** The codes with commas between; null when nobody is missing. */
  missing: string | null;
  unsigned: number;
  drafted: number;
}

/**
 * Whether a lead of the duty's item has handed in (alias d). A lead whose report was returned works on it again, so
 * its parts are open to it and to their authors once more.
 */
const leadHandedIn = sql`EXISTS (SELECT 1 FROM duty l WHERE l.item_id = d.item_id AND l.lead_period = d.lead_period
  AND l.role = 'lead' AND l.state IN ('submitted', 'accepted'))`;

/** A schedule's duties of one charge stand together in the unique key, so the walk back is short. */
const earlier = (alias: Sql): Sql => sql`${alias}.schedule_id = d.schedule_id AND ${alias}.item_id = d.item_id
  AND ${alias}.unit_id = d.unit_id AND ${alias}.opens_on < d.opens_on`;

const nilRun = sql`(SELECT COUNT(*) FROM duty p JOIN report r ON r.duty_id = p.id AND r.state = 'standing' AND r.kind = 'nil'
  WHERE ${earlier(sql`p`)} AND NOT EXISTS (
    SELECT 1 FROM duty q JOIN report f ON f.duty_id = q.id AND f.state = 'standing' AND f.kind = 'full'
     WHERE ${earlier(sql`q`)} AND q.opens_on > p.opens_on))`;

const missing = sql`(SELECT string_agg(u.code, ',' ORDER BY u.sort) FROM duty p JOIN unit u ON u.id = p.unit_id
  WHERE d.role = 'lead' AND p.item_id = d.item_id AND p.lead_period = d.lead_period AND p.role = 'support'
    AND p.state IN ('open', 'returned'))`;

/** Facts by duty id, all in one statement: every one of a hand-in's statements is a way to the database and back. */
export async function loadHandInFacts(
  db: Database,
  duties: readonly DutyRow[],
): Promise<Map<number, HandInFacts>> {
  const stored = await db.rows<StoredFacts>(sql`
    SELECT d.id AS "dutyId", (SELECT COALESCE(MAX(r.revision), 0) FROM report r WHERE r.duty_id = d.id) AS revision,
           s.read_at AS "readAt", h.needs_sign_off AS "needsSignOff", h.data_as_of_day AS "dataAsOfDay", ${nilRun} AS "nilRun",
           CASE WHEN ${leadHandedIn} THEN 1 ELSE 0 END AS "leadHandedIn",
           CASE WHEN EXISTS (SELECT 1 FROM extension e WHERE e.duty_id = d.id AND e.state = 'pending')
                THEN 1 ELSE 0 END AS "extensionPending", ${missing} AS missing,
           CASE WHEN k.ack_state = 'pending' THEN 1 ELSE 0 END AS unsigned,
           CASE WHEN EXISTS (SELECT 1 FROM draft t WHERE t.duty_id = d.id) THEN 1 ELSE 0 END AS drafted
      FROM duty d JOIN schedule h ON h.id = d.schedule_id JOIN charge k ON k.id = d.charge_id
      LEFT JOIN report s ON s.duty_id = d.id AND s.state = 'standing'
     WHERE d.id IN ${sql.list(duties.map(({ id }) => id))}`);
  const facts = stored.map((row): [number, HandInFacts] => [
    row.dutyId,
    {
      revision: row.revision,
      readAt: row.readAt === null ? null : new Date(row.readAt),
      leadHandedIn: row.leadHandedIn === 1,
      extensionPending: row.extensionPending === 1,
      needsSignOff: row.needsSignOff === 1,
      dataAsOfDay: row.dataAsOfDay,
      nilRun: row.nilRun,
      // a lead that reports less often than its supporters may miss two parts of one unit
      missing: [...new Set(row.missing?.split(','))],
      unsigned: row.unsigned === 1,
      drafted: row.drafted === 1,
    },
  ]);
  return new Map(facts);
}

/** Ids of the parts that belong to the leads' reports among these duties: to be locked with them. */
export function partsOf(dutyIds: readonly number[]): Sql {
  return sql`SELECT p.id FROM duty l JOIN duty p ON p.item_id = l.item_id AND p.lead_period = l.lead_period AND p.role = 'support'
    WHERE l.role = 'lead' AND l.id IN ${sql.list(dutyIds)}`;
}
