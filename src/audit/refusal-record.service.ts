import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../platform/http/actor';
import {
  type RefusalListener,
  type RefusedRequest,
  RefusedRequests,
} from '../platform/http/refused-requests';
import { Audit } from './audit';

/** Whoever knocks at doors that are not theirs stands in the record (trust.md: every refusal). */
@Injectable()
export class RefusalRecord implements RefusalListener, OnModuleInit {
  constructor(
    private readonly audit: Audit,
    private readonly requests: RefusedRequests,
  ) {}

  onModuleInit(): void {
    this.requests.register(this);
  }

  refused(actor: Actor, { method, path }: RefusedRequest): Promise<void> {
    const facts = { method, path: path.slice(0, 200) };
    return this.audit.record(actor, {
      action: 'request.refused',
      subject: 'account',
      subjectId: actor.accountId,
      facts,
    });
  }
}
