import type { INestApplicationContext } from '@nestjs/common';
import { Sessions } from '../src/accounts/sessions.service';
import type { Role } from '../src/domain/permissions';
import { Database } from '../src/platform/database/database';
import { sql } from '../src/platform/database/sql';
import { NOW } from './world';

/** Cookie and CSRF token of a signed-in post. */
export type SignedIn = Record<'cookie' | 'x-csrf-token', string>;

/** Signs in as if a password had been given: hashing it is not what is measured. */
export async function signIn(
  tracker: INestApplicationContext,
  accountId: number,
  postId: number,
): Promise<SignedIn> {
  const sessions = tracker.get(Sessions, { strict: false });
  const { id, session } = await tracker.get(Database).write(() => sessions.open(accountId, postId, 'bench'));
  return { cookie: `session=${id}`, 'x-csrf-token': session.csrf };
}

/** Somebody of the office, or of its readers. */
export async function appoint(tracker: INestApplicationContext, role: Role): Promise<SignedIn> {
  const db = tracker.get(Database);
  const [accountId, postId] = await db.write(async () => {
    const account = await db.row<{ id: number }>(sql`
      INSERT INTO account (name, display_name, phone, hash, state, created_at, version)
      VALUES (${role}, ${role}, '', '', 'active', ${NOW}, 1) RETURNING id`);
    const post = await db.row<{ id: number }>(sql`
      INSERT INTO post (account_id, role, unit_id, state, since)
      VALUES (${account?.id ?? 0}, ${role}, 0, 'active', '2019-12-25') RETURNING id`);
    return [account?.id ?? 0, post?.id ?? 0] as const;
  });
  return signIn(tracker, accountId, postId);
}

/** The contacts of the bench's units, by unit id. */
export async function signInContacts(tracker: INestApplicationContext): Promise<Map<number, SignedIn>> {
  const contacts = await tracker.get(Database).rows<{
    accountId: number;
    postId: number;
    unitId: number;
  }>(sql`
    SELECT po.account_id AS "accountId", po.id AS "postId", po.unit_id AS "unitId"
      FROM post po JOIN unit u ON u.id = po.unit_id WHERE u.code LIKE 'bench%' ORDER BY po.id`);
  const signedIn = new Map<number, SignedIn>();
  for (const { accountId, postId, unitId } of contacts) {
    signedIn.set(unitId, await signIn(tracker, accountId, postId));
  }
  return signedIn;
}
