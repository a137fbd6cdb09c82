import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { refuse } from '../domain/refusal';
import { Refused } from '../platform/http/refused';
import { passwordWeakness } from './password-policy';

/** argon2id is the package's default; memory in KiB. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Slow on purpose: never call it inside a write, which others wait for. */
@Injectable()
export class Passwords {
  private readonly nobodys = hash(randomBytes(32), COST);

  /** The hash to store; refuses a weak password. */
  async accept(password: string, name: string): Promise<string> {
    const why = passwordWeakness(password, name);
    if (why) throw new Refused(refuse('weak-password', { why }));
    return hash(password.normalize('NFC'), COST);
  }

  /** Takes the same time where there is no account or no password: `stored` is then undefined or empty. */
  async matches(password: string, stored: string | undefined): Promise<boolean> {
    const right = await verify(stored || (await this.nobodys), password.normalize('NFC'));
    return right && Boolean(stored);
  }
}
