import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { dayOf } from '../domain/day';
import { refuse } from '../domain/refusal';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import { allAccounts } from './account-reads';
import type { AccountView } from './account.view';
import { givePosts, type NewPost } from './new-posts';
import { Passwords } from './passwords.service';
import { plainName, RESERVED_NAMES } from './strangers';

export interface NewAccount {
  name: string;
  displayName: string;
  phone?: string;
  /** Without one the person signs in by one-time code. */
  password?: string;
  posts: NewPost[];
}

/** An account on its way in: its password already hashed, which may not happen inside a write. */
export type PreparedAccount = Omit<NewAccount, 'password'> & { hash: string };

/** Makes accounts; what happens to them afterwards stands in account-changes.service.ts. */
@Injectable()
export class Accounts {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly passwords: Passwords,
  ) {}

  /** Also for the command line (by SYSTEM). Answers the new account's id. */
  async add(by: Actor, account: NewAccount): Promise<number> {
    const prepared = await this.prepare(account);
    return this.db.write(() => this.insert(by, prepared));
  }

  /** Outside any write. */
  async prepare({ password, ...account }: NewAccount): Promise<PreparedAccount> {
    const name = plainName(account.name);
    return { ...account, name, hash: password ? await this.passwords.accept(password, name) : '' };
  }

  /** Inside a write. */
  async insert(by: Actor, { name, displayName, phone = '', hash, posts }: PreparedAccount): Promise<number> {
    const now = this.clock.now();
    const inserted = RESERVED_NAMES.has(name)
      ? undefined
      : await this.db.row<{ id: number }>(sql`
          INSERT INTO account (name, display_name, phone, hash, state, created_at, version)
          VALUES (${name}, ${displayName}, ${phone}, ${hash}, 'active', ${now}, 1)
          ON CONFLICT (name) DO NOTHING RETURNING id`);
    if (!inserted) throw new Refused(refuse('name-taken', { name }));
    await givePosts(this.db, inserted.id, posts, dayOf(now));
    const facts = { name, posts: posts.map(({ role, unitCode = '' }) => ({ role, unitCode })) };
    this.audit.note(by, {
      action: 'account.added',
      subject: 'account',
      subjectId: inserted.id,
      version: 1,
      facts,
    });
    return inserted.id;
  }

  all(): Promise<AccountView[]> {
    return allAccounts(this.db);
  }

  /** The id behind a name, for the command line; refused when there is none. */
  async idOf(name: string): Promise<number> {
    const account = await this.db.row<{ id: number }>(
      sql`SELECT id FROM account WHERE name = ${plainName(name)}`,
    );
    if (!account) throw new Refused(refuse('not-found'));
    return account.id;
  }
}
