import { Injectable } from '@nestjs/common';
import type { Audience } from './notice.entity';
import { TextService } from './text.service';
import type { TextKey } from './texts';
import { titleOf } from './titles';

/** A notice waiting in a message. */
export interface Gathered {
  id: number;
  unitId: number;
  dutyId: number;
  round: number;
  kind: string;
  step: number;
  aboutOn: string;
  textKey: TextKey;
  facts: string;
}

export interface Reader {
  /** 0 for the office and its head. */
  unitId: number;
  /** As the message addresses it; empty for the office. */
  unit: string;
  audience: Audience;
}

/** What some of a message's notices come to when it is sent. */
export interface Composed {
  /** First come, first in the title; empty when nothing is left to say. */
  titles: string[];
  paragraphs: string[];
  /** Notices whose reason is gone: what came in meanwhile drops out. */
  dropped: number[];
}

/** Speaks for some kinds of notice: reads their duties as they stand at the moment of sending. */
export interface Composer {
  kinds: readonly string[];
  compose(reader: Reader, notices: readonly Gathered[], now: Date): Promise<Composed>;
}

/** Features register who speaks for their kinds; everything else is said as its text says. */
@Injectable()
export class Composers {
  private readonly composers: Composer[] = [];

  constructor(private readonly texts: TextService) {}

  register(composer: Composer): void {
    this.composers.push(composer);
  }

  async compose(reader: Reader, notices: readonly Gathered[], now: Date): Promise<Composed> {
    const whole: Composed = { titles: [], paragraphs: [], dropped: [] };
    for (const composer of this.composers) {
      const own = notices.filter(({ kind }) => composer.kinds.includes(kind));
      if (own.length > 0) add(whole, await composer.compose(reader, own, now));
    }
    const known = new Set(this.composers.flatMap(({ kinds }) => kinds));
    for (const { kind, textKey, facts } of notices) {
      if (known.has(kind)) continue;
      const said = JSON.parse(facts) as Record<string, string | number>;
      const paragraph = await this.texts.say(textKey, reader.unit, said);
      add(whole, { titles: [titleOf(textKey, said)], paragraphs: [paragraph], dropped: [] });
    }
    return whole;
  }
}

function add(whole: Composed, part: Composed): void {
  whole.titles.push(...part.titles);
  whole.paragraphs.push(...part.paragraphs);
  whole.dropped.push(...part.dropped);
}
