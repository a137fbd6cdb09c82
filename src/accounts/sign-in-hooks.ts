import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/http/actor';

/** What must happen when somebody begins to act in a post; runs in the sign-in's own write (domain.md §4.4 served). */
export interface SignInHook {
  signedIn(actor: Actor, now: Date): Promise<void>;
}

/** Features to the right register themselves in their onModuleInit: accounts knows no duties. */
@Injectable()
export class SignInHooks {
  private readonly hooks: SignInHook[] = [];

  register(hook: SignInHook): void {
    this.hooks.push(hook);
  }

  async run(actor: Actor, now: Date): Promise<void> {
    for (const hook of this.hooks) await hook.signedIn(actor, now);
  }
}
