import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/http/actor';

/** What must happen when a unit's contact opens a message; runs in the same write (domain.md §4.4 served). */
export interface NoticeHook {
  noticeOpened(actor: Actor, now: Date): Promise<void>;
}

/** Features register themselves: notices knows none. */
@Injectable()
export class NoticeHooks {
  private readonly hooks: NoticeHook[] = [];

  register(hook: NoticeHook): void {
    this.hooks.push(hook);
  }

  async run(actor: Actor, now: Date): Promise<void> {
    for (const hook of this.hooks) await hook.noticeOpened(actor, now);
  }
}
