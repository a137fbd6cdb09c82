import { Injectable } from '@nestjs/common';
import { Channel, type Sending } from './channel';
import { Composers } from './composers';
import { DeliveryStop } from './delivery-stop.service';
import { type Claimed, type Outcome, Outbox } from './outbox.service';

const ATTEMPTS_AT_MOST = 8;

/** Sends what was gathered. A message is claimed in a write of its own before anybody is spoken to. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly outbox: Outbox,
    private readonly channel: Channel,
    private readonly composers: Composers,
    private readonly stop: DeliveryStop,
  ) {}

  /** Answers how many messages were sent. Sends nothing while a jump of the clock awaits the operator's word. */
  async deliver(asOf: Date): Promise<number> {
    if (await this.stop.reason()) return 0;
    await this.outbox.giveUpDoubtful();
    let sent = 0;
    for (
      let claimed = await this.outbox.claim(asOf);
      claimed.length > 0;
      claimed = await this.outbox.claim(asOf)
    ) {
      for (const message of claimed) {
        const outcome = await this.send(message, asOf);
        if ((await this.outbox.finish(message, outcome)) && outcome.state === 'sent') sent += 1;
      }
    }
    return sent;
  }

  /** Reads the rows again: what was handed in meanwhile drops out, and what is empty then is not sent. */
  private async send(message: Claimed, asOf: Date): Promise<Outcome> {
    const notices = await this.outbox.noticesOf(message);
    const { titles, paragraphs, dropped } = await this.composers.compose(message, notices, asOf);
    const [title, body] = [[...new Set(titles)].join(';').slice(0, 200), paragraphs.join('\n')];
    if (paragraphs.length === 0) return { state: 'empty', title, body, dropped, error: '' };
    const sending = await this.channel.send({ ...message, title, body });
    return { ...stateAfter(sending, message.attempts), title, body, dropped };
  }
}

function stateAfter(sending: Sending, attempts: number): Pick<Outcome, 'state' | 'error'> {
  if (sending.outcome === 'sent') return { state: 'sent', error: '' };
  if (sending.outcome === 'in-doubt') return { state: 'in-doubt', error: sending.error };
  return { state: attempts < ATTEMPTS_AT_MOST ? 'pending' : 'failed', error: sending.error };
}
