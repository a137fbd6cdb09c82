import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { refuse } from '../domain/refusal';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import type { Account } from './account.entity';
import type { SignInCodeView } from './account.view';
import { postsOf } from './posts';
import { hashOfCode, newSignInCode } from './session-token';

const VALID_FOR = 15 * 60_000;

/** 一次性登录码: told to a unit's contact by telephone, good for 15 minutes and one sign-in (trust.md). */
@Injectable()
export class SignInCodes {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** The office for contacts of units only, else it could make itself administrator; a new code voids the older. */
  async issue(by: Actor, accountId: number): Promise<SignInCodeView> {
    const code = newSignInCode();
    const expiresAt = new Date(this.clock.now().getTime() + VALID_FOR).toISOString();
    await this.db.write(async () => {
      await this.check(by, accountId);
      await this.db.changed(
        sql`DELETE FROM sign_in_code WHERE account_id = ${accountId} AND used_at IS NULL`,
      );
      await this.db.changed(sql`
        INSERT INTO sign_in_code (account_id, code_hash, issued_by, expires_at)
        VALUES (${accountId}, ${hashOfCode(accountId, code)}, ${by.accountId}, ${expiresAt})`);
      this.audit.note(by, {
        action: 'account.code-issued',
        subject: 'account',
        subjectId: accountId,
        facts: { expiresAt },
      });
    });
    return { code, expiresAt };
  }

  private async check(by: Actor, accountId: number): Promise<void> {
    const account = await this.db.row<Pick<Account, 'state'>>(
      sql`SELECT state FROM account WHERE id = ${accountId}`,
    );
    if (!account) throw new Refused(refuse('not-found'));
    if (account.state !== 'active')
      throw new Refused(refuse('wrong-state', { state: '已停用', action: '发登录码' }));
    const posts = await postsOf(this.db, [accountId]);
    if (posts.length === 0) throw new Refused(refuse('no-post'));
    const contact = posts.every((post) => post.role === 'unit');
    if (by.role !== 'admin' && !contact) throw new Refused(refuse('code-for-units-only'));
  }
}
