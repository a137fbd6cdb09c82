import { Injectable } from '@nestjs/common';

export interface Outgoing {
  /** The same on every attempt. */
  ref: string;
  unitId: number;
  audience: string;
  title: string;
  body: string;
}

/** in-doubt: it may have arrived; nobody can know (trust.md, mail facts). */
export type Sending =
  { outcome: 'sent' } | { outcome: 'failed'; error: string } | { outcome: 'in-doubt'; error: string };

/** A way by which messages reach people. */
export abstract class Channel {
  abstract readonly name: string;
  /** Whether sending the same message again does no harm: what a dead worker left half done is then sent again. */
  abstract readonly repeatable: boolean;
  abstract send(message: Outgoing): Promise<Sending>;
}

/** The inbox in the tracker itself, the channel that is guaranteed: being marked as sent makes a message visible. */
@Injectable()
export class InboxChannel extends Channel {
  readonly name = 'inbox';
  readonly repeatable = true;

  send(): Promise<Sending> {
    return Promise.resolve({ outcome: 'sent' });
  }
}
