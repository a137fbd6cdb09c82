import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Account } from './account.entity';
import { Passwords } from './passwords.service';
import { hashOfCode } from './session-token';
import { plainName } from './strangers';
import { ThrottleService } from './throttle.service';

export interface Given {
  name: string;
  password?: string;
  code?: string;
}

type Known = Pick<Account, 'id' | 'name' | 'hash'>;

/** Who somebody has proved to be, to be made good within the write that acts on it. */
export interface Proof {
  account: Known;
  ip: string;
  /** Of the one-time code, when it was one. */
  codeHash?: string;
}

/** Tells right from wrong credentials, at the price of an attempt and in the same time for unknown names. */
@Injectable()
export class Credentials {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly throttle: ThrottleService,
    private readonly passwords: Passwords,
  ) {}

  /** Outside any write: a password takes a while. Undefined: wrong, and counted. */
  async prove(given: Given, ip: string): Promise<Proof | undefined> {
    const name = plainName(given.name);
    await this.throttle.attempt(name, ip);
    const account = await this.db.row<Known>(
      sql`SELECT id, name, hash FROM account WHERE name = ${name} AND state = 'active'`,
    );
    if (given.password !== undefined) {
      const right = await this.passwords.matches(given.password, account?.hash);
      return account && right ? { account, ip } : undefined;
    }
    const codeHash = hashOfCode(account?.id ?? 0, given.code ?? '');
    const open = await this.db.row(
      sql`SELECT id FROM sign_in_code WHERE code_hash = ${codeHash} AND used_at IS NULL AND expires_at > ${this.clock.now()}`,
    );
    return account && open ? { account, ip, codeHash } : undefined;
  }

  /** Inside a write: spends the code; false when meanwhile it was used, the password changed or the account closed. */
  async spend({ account, ip, codeHash }: Proof): Promise<boolean> {
    const still = await this.db.row(
      sql`SELECT id FROM account WHERE id = ${account.id} AND hash = ${account.hash} AND state = 'active'`,
    );
    if (!still) return false;
    if (codeHash) {
      const now = this.clock.now();
      const spent = await this.db.changed(sql`
        UPDATE sign_in_code SET used_at = ${now}
         WHERE code_hash = ${codeHash} AND used_at IS NULL AND expires_at > ${now}`);
      if (spent !== 1) return false;
    }
    await this.throttle.passed(account.name, ip);
    return true;
  }

  /** The hash of a new password; refuses a weak one. Outside any write. */
  newHash(password: string, name: string): Promise<string> {
    return this.passwords.accept(password, name);
  }
}
