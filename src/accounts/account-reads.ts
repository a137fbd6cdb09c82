import { refuse } from '../domain/refusal';
import type { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { offsetOf, pageOf, type Page } from '../platform/http/page';
import { Refused } from '../platform/http/refused';
import type { AccountQuery, ContactQuery } from './account.dto';
import {
  toAccountView,
  toContactView,
  type AccountRow,
  type AccountView,
  type ContactView,
} from './account.view';
import { postsOf } from './posts';

const columns = sql`a.id, a.name, a.display_name AS "displayName", a.phone, a.hash, a.state, a.version`;

/** Accounts by name; `q` is part of either name, `unitId` asks for a unit's contacts. */
export async function listAccounts(db: Database, query: AccountQuery): Promise<Page<AccountView>> {
  const conditions = [sql`1 = 1`];
  if (query.q) {
    const like = `%${query.q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(sql`(a.name LIKE ${like} ESCAPE '\\' OR lower(a.display_name) LIKE ${like} ESCAPE '\\')`);
  }
  if (query.unitId) {
    const post = sql`SELECT p.account_id FROM post p WHERE p.unit_id = ${query.unitId} AND p.state = 'active'`;
    conditions.push(sql`a.id IN (${post})`);
  }
  const where = sql.join(conditions, ' AND ');
  const rows = await db.rows<AccountRow>(sql`
    SELECT ${columns} FROM account a WHERE ${where} ORDER BY a.name LIMIT ${query.size} OFFSET ${offsetOf(query)}`);
  const total = await db.row<{ n: number }>(sql`SELECT count(*) AS n FROM account a WHERE ${where}`);
  const posts = await postsOf(
    db,
    rows.map((row) => row.id),
  );
  return pageOf(
    query,
    rows.map((row) => toAccountView(row, posts)),
    total?.n ?? 0,
  );
}

/** For the command line; a city office has a few hundred at most. */
export async function allAccounts(db: Database): Promise<AccountView[]> {
  const rows = await db.rows<AccountRow>(sql`SELECT ${columns} FROM account a ORDER BY a.name`);
  const posts = await postsOf(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => toAccountView(row, posts));
}

export async function showAccount(db: Database, id: number): Promise<AccountView> {
  const row = await db.row<AccountRow>(sql`SELECT ${columns} FROM account a WHERE a.id = ${id}`);
  if (!row) throw new Refused(refuse('not-found'));
  return toAccountView(row, await postsOf(db, [id]));
}

/** 联络员, in the units' order (建制顺序); a unit sees its own. */
export async function listContacts(
  db: Database,
  actor: Actor,
  query: ContactQuery,
): Promise<Page<ContactView>> {
  const own = actor.role === 'unit' ? sql`AND p.unit_id IN ${sql.list(actor.unitIds)}` : sql``;
  const one = query.unitId ? sql`AND p.unit_id = ${query.unitId}` : sql``;
  const from = sql`
    FROM post p JOIN account a ON a.id = p.account_id JOIN unit u ON u.id = p.unit_id
   WHERE p.role = 'unit' AND p.state = 'active' AND a.state = 'active' ${own} ${one}`;
  const rows = await db.rows<ContactView>(sql`
    SELECT a.display_name AS "displayName", a.phone, u.id AS "unitId", u.name AS "unitName" ${from}
    ORDER BY u.sort, p.id LIMIT ${query.size} OFFSET ${offsetOf(query)}`);
  const total = await db.row<{ n: number }>(sql`SELECT count(*) AS n ${from}`);
  return pageOf(
    query,
    rows.map((row) => toContactView(row, actor.role)),
    total?.n ?? 0,
  );
}
