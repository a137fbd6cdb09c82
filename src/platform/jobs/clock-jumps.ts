import { Injectable } from '@nestjs/common';

type Listener = (from: Date, to: Date) => Promise<void>;

/** No timer here is longer than an hour: between two looks only a clock that was set, or a machine asleep, moves so far. */
const JUMP_MS = 26 * 3_600_000;

/** Watches the clock while the process runs; a server that was off does not count (trust: forward clock jump). */
@Injectable()
export class ClockJumps {
  private readonly listeners: Listener[] = [];
  private readonly holds: (() => Promise<boolean>)[] = [];
  private last: Date | undefined;
  private looking: Promise<void> = Promise.resolve();

  onJump(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** While it answers true, days that may never have come open no period, take no step and count no silence as nil. */
  holdWhile(held: () => Promise<boolean>): void {
    this.holds.push(held);
  }

  /** Looks at the clock first; false while a jump awaits the operator's word. */
  async mayWork(now: Date): Promise<boolean> {
    await this.look(now);
    for (const held of this.holds) if (await held()) return false;
    return true;
  }

  /** Resolves when everybody concerned has been told; rejects, and will tell again, when one could not take note. */
  look(now: Date): Promise<void> {
    const look = this.looking.then(() => this.compare(now));
    this.looking = look.catch(() => undefined);
    return look;
  }

  private async compare(now: Date): Promise<void> {
    const from = this.last;
    if (from && now.getTime() - from.getTime() > JUMP_MS) {
      for (const listener of this.listeners) await listener(from, now);
    }
    this.last = now;
  }
}
