import { Injectable } from '@nestjs/common';
import { refuse } from '../domain/refusal';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import { Refused } from '../platform/http/refused';
import type { FirstAdminDto, SetUpDto } from './account.dto';
import { Accounts, type NewAccount } from './accounts.service';
import type { NewPost } from './new-posts';
import { hashOf, newToken } from './session-token';
import { stranger } from './strangers';

const TOKEN = 'setup.token';
/** 市市监局, where the office probably sits (domain.md §1 Office). */
const USUAL_HOME = 'scjgj';

/** First start: no default password anywhere, but a link that works once, printed where only the operator sees it. */
@Injectable()
export class SetUp {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
  ) {}

  /** The link at `publicUrl` while there is no account, else undefined. Each start makes a new one; only its hash is stored. */
  async offerLink(publicUrl: string): Promise<string | undefined> {
    const token = newToken();
    const offered = await this.db.write(async () => {
      if (await this.hasAccounts()) return false;
      await this.db.changed(sql`
        INSERT INTO setting (key, value) VALUES (${TOKEN}, ${hashOf(token)})
        ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
      return true;
    });
    return offered ? `${publicUrl}/setup?token=${token}` : undefined;
  }

  /** The administrator's and the office's account, once. */
  async setUp({ token, admin, office }: SetUpDto, requestId: string): Promise<void> {
    const hash = hashOf(token);
    // before the slow hashing, which a stranger must not get for nothing
    if (!(await this.db.row(sql`SELECT key FROM setting WHERE key = ${TOKEN} AND value = ${hash}`)))
      throw new Refused(refuse('set-up-done'));
    const by = stranger(requestId, 'setup');
    const first = await this.accounts.prepare(newAccount(admin, { role: 'admin' }));
    const second = await this.accounts.prepare(newAccount(office, await this.officePost(office.unitCode)));
    await this.db.write(async () => {
      const used = await this.db.changed(sql`DELETE FROM setting WHERE key = ${TOKEN} AND value = ${hash}`);
      if (used !== 1 || (await this.hasAccounts())) throw new Refused(refuse('set-up-done'));
      await this.accounts.insert(by, first);
      await this.accounts.insert(by, second);
    });
  }

  /** The usual home only where the units are loaded; one the operator names must exist. */
  private async officePost(unitCode: string | undefined): Promise<NewPost> {
    const usual = await this.db.row(sql`SELECT id FROM unit WHERE code = ${USUAL_HOME}`);
    return { role: 'office', unitCode: unitCode ?? (usual ? USUAL_HOME : undefined) };
  }

  private async hasAccounts(): Promise<boolean> {
    return (await this.db.row(sql`SELECT id FROM account LIMIT 1`)) !== undefined;
  }
}

function newAccount({ name, displayName, password }: FirstAdminDto, post: NewPost): NewAccount {
  return { name, displayName, password, posts: [post] };
}
