import { Injectable } from '@nestjs/common';
import { Audit, type AuditNote } from '../audit/audit';
import { refuse } from '../domain/refusal';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import type { Post } from './account.entity';
import { givePosts, type NewPost } from './new-posts';
import { Sessions } from './sessions.service';

/** Posts given and ended, accounts closed and opened again; whoever is signed in feels it at once. */
@Injectable()
export class AccountChanges {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly sessions: Sessions,
  ) {}

  async givePost(by: Actor, accountId: number, post: NewPost): Promise<void> {
    await this.db.write(async () => {
      const version = await this.bump(accountId);
      await givePosts(this.db, accountId, [post], this.clock.today());
      this.sessions.forget();
      this.note(by, accountId, 'account.post-given', version, { ...post });
    });
  }

  /** Sessions that act in the post end with it; the row stays, because the record speaks of it. */
  async endPost(by: Actor, accountId: number, postId: number): Promise<void> {
    if (postId === by.postId) throw new Refused(refuse('own-account'));
    await this.db.write(async () => {
      const version = await this.bump(accountId);
      const post = await this.db.row<Pick<Post, 'role' | 'unitId'>>(sql`
        UPDATE post SET state = 'ended' WHERE id = ${postId} AND account_id = ${accountId} AND state = 'active'
        RETURNING role, unit_id AS "unitId"`);
      if (!post) throw new Refused(refuse('not-found'));
      await this.db.changed(sql`DELETE FROM session WHERE post_id = ${postId}`);
      this.sessions.forget();
      this.note(by, accountId, 'account.post-ended', version, { postId, ...post });
    });
  }

  /** 停用: nobody closes their own account, so one administrator always remains. */
  async deactivate(by: Actor, accountId: number): Promise<void> {
    if (accountId === by.accountId) throw new Refused(refuse('own-account'));
    await this.db.write(async () => {
      await this.setState(by, accountId, 'disabled', 'account.deactivated');
      await this.sessions.closeAll(accountId);
      await this.db.changed(
        sql`DELETE FROM sign_in_code WHERE account_id = ${accountId} AND used_at IS NULL`,
      );
    });
  }

  async activate(by: Actor, accountId: number): Promise<void> {
    await this.db.write(() => this.setState(by, accountId, 'active', 'account.activated'));
  }

  /** Twice is once: an account that is already so is left alone and nothing is recorded. */
  private async setState(
    by: Actor,
    accountId: number,
    state: 'active' | 'disabled',
    action: string,
  ): Promise<void> {
    const changed = await this.db.row<{ version: number }>(sql`
      UPDATE account SET state = ${state}, version = version + 1
       WHERE id = ${accountId} AND state <> ${state} RETURNING version`);
    const already = changed ?? (await this.db.row(sql`SELECT id FROM account WHERE id = ${accountId}`));
    if (!already) throw new Refused(refuse('not-found'));
    if (changed) this.note(by, accountId, action, changed.version);
  }

  private async bump(accountId: number): Promise<number> {
    const account = await this.db.row<{ version: number }>(
      sql`UPDATE account SET version = version + 1 WHERE id = ${accountId} RETURNING version`,
    );
    if (!account) throw new Refused(refuse('not-found'));
    return account.version;
  }

  private note(
    by: Actor,
    subjectId: number,
    action: string,
    version: number,
    facts?: AuditNote['facts'],
  ): void {
    this.audit.note(by, { action, subject: 'account', subjectId, version, facts });
  }
}
