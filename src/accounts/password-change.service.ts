import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { refuse } from '../domain/refusal';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import type { Account } from './account.entity';
import { Credentials } from './credentials.service';
import { Sessions } from './sessions.service';

/** Changing one's own password and resetting another's; both end the account's other sessions. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
  ) {}

  /** The current password is asked for, where there is one: a screen left open must not give the account away. */
  async change(
    actor: Actor,
    sessionId: string,
    given: { current?: string; password: string },
    ip: string,
  ): Promise<void> {
    const { hash: old } = await this.account(actor.accountId);
    const proof =
      old === ''
        ? undefined
        : await this.credentials.prove({ name: actor.name, password: given.current ?? '' }, ip);
    if (old !== '' && !proof) throw new Refused(refuse('wrong-password'));
    const hash = await this.credentials.newHash(given.password, actor.name);
    await this.db.write(async () => {
      if (proof && !(await this.credentials.spend(proof))) throw new Refused(refuse('wrong-password'));
      await this.store(actor, actor.accountId, hash, 'account.password-changed', sessionId);
    });
  }

  /** By a system administrator or the command line. */
  async reset(by: Actor, accountId: number, password: string): Promise<void> {
    const { name } = await this.account(accountId);
    const hash = await this.credentials.newHash(password, name);
    await this.db.write(() => this.store(by, accountId, hash, 'account.password-reset'));
  }

  private async store(
    by: Actor,
    accountId: number,
    hash: string,
    action: string,
    exceptId?: string,
  ): Promise<void> {
    const account = await this.db.row<{ version: number }>(
      sql`UPDATE account SET hash = ${hash}, version = version + 1 WHERE id = ${accountId} RETURNING version`,
    );
    await this.sessions.closeAll(accountId, exceptId);
    this.audit.note(by, { action, subject: 'account', subjectId: accountId, version: account?.version });
  }

  private async account(id: number): Promise<Pick<Account, 'name' | 'hash'>> {
    const account = await this.db.row<Account>(sql`SELECT name, hash FROM account WHERE id = ${id}`);
    if (!account) throw new Refused(refuse('not-found'));
    return account;
  }
}
