import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../clock/clock';
import type { Actor } from './actor';

export interface RefusedRequest {
  method: string;
  /** Without its query. */
  path: string;
}

export interface RefusalListener {
  refused(actor: Actor, request: RefusedRequest): Promise<void>;
}

const MINUTE = 60_000;

/** Who keeps a record of refusals registers here: the platform knows no record. */
@Injectable()
export class RefusedRequests {
  private readonly log = new Logger('refusals');
  private readonly listeners: RefusalListener[] = [];
  private readonly lastTold = new Map<number, number>();

  constructor(private readonly clock: Clock) {}

  register(listener: RefusalListener): void {
    this.listeners.push(listener);
  }

  /** Once a minute and account, whatever its sessions ask for: nobody may fill the disk with refusals. Never fails. */
  async tell(actor: Actor, request: RefusedRequest): Promise<void> {
    const now = this.clock.now().getTime();
    const last = this.lastTold.get(actor.accountId);
    if (last !== undefined && Math.abs(now - last) < MINUTE) return;
    this.lastTold.set(actor.accountId, now);
    try {
      for (const listener of this.listeners) await listener.refused(actor, request);
    } catch (error) {
      this.log.error(error);
    }
  }
}
