import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type SignInHook, SignInHooks } from '../../accounts/sign-in-hooks';
import { dayOf } from '../../domain/day';
import { type NoticeHook, NoticeHooks } from '../../notices/notice-hooks';
import type { Actor } from '../../platform/http/actor';
import { ServingService } from './serving.service';

/** A contact who signs in, or opens a message, answers for the unit and knows what was released (domain §4.4). */
@Injectable()
export class ServingHooks implements SignInHook, NoticeHook, OnModuleInit {
  constructor(
    private readonly signIns: SignInHooks,
    private readonly notices: NoticeHooks,
    private readonly serving: ServingService,
  ) {}

  onModuleInit(): void {
    this.signIns.register(this);
    this.notices.register(this);
  }

  signedIn(actor: Actor, now: Date): Promise<void> {
    return this.told('sign-in', actor, now);
  }

  noticeOpened(actor: Actor, now: Date): Promise<void> {
    return this.told('notice', actor, now);
  }

  private async told(via: 'sign-in' | 'notice', actor: Actor, now: Date): Promise<void> {
    if (actor.role !== 'unit') return;
    const today = dayOf(now);
    await this.serving.resumeAnswered(actor.unitIds, today);
    await this.serving.serve(actor.unitIds, { via, servedOn: today, by: actor.accountId });
  }
}
