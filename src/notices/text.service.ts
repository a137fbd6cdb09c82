import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config';
import { Settings } from '../platform/settings/settings';
import { fill, type TextKey, texts } from './texts';

/** The catalogue as the office has set it. */
@Injectable()
export class TextService {
  constructor(
    private readonly settings: Settings,
    private readonly config: Config,
  ) {}

  /** The text with its facts; `unit` is the reader as the message addresses it. */
  async say(key: TextKey, unit: string, facts: Readonly<Record<string, string | number>>): Promise<string> {
    const text = (await this.settings.read<string>(`text.${key}`)) ?? texts[key];
    // 联系人张三,电话0792-…。 as the office entered it; without it the sentence is left out
    const contact = (await this.settings.read<string>('office.contact')) ?? '';
    return fill(text, { unit, contact, link: this.config.publicUrl, ...facts });
  }
}
