import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import { Settings } from '../platform/settings/settings';
import { fill, type TextKey, texts } from './texts';

const NOBODY = { contact: '', answerer: '质强办未经办此事的人员' };

/** The catalogue as the office has set it. */
@Injectable()
export class TextService {
  constructor(
    private readonly settings: Settings,
    private readonly config: Config,
    private readonly db: Database,
  ) {}

  /** The text with its facts; `unit` is the reader as the message addresses it. */
  async say(key: TextKey, unit: string, facts: Readonly<Record<string, string | number>>): Promise<string> {
    const text = (await this.settings.read<string>(`text.${key}`)) ?? texts[key];
    const { contact, answerer } =
      text.includes('{contact}') || text.includes('{answerer}') ? await this.people() : NOBODY;
    return fill(text, { unit, contact, answerer, link: this.config.publicUrl, ...facts });
  }

  /** The contact line as the office entered it, else its first account with a telephone; and who answers objections. */
  private async people(): Promise<typeof NOBODY> {
    const office = await this.db.rows<{ role: string; name: string; phone: string }>(sql`
      SELECT po.role, a.display_name AS name, a.phone FROM post po JOIN account a ON a.id = po.account_id
       WHERE po.role IN ('office', 'office-head') AND po.state = 'active' AND a.state = 'active'
       ORDER BY po.role, po.id`);
    const entered = await this.settings.read<string>('office.contact');
    const first = office.find(({ phone }) => phone !== '');
    const head = office.find(({ role }) => role === 'office-head');
    return {
      contact: entered ?? (first ? `联系人${first.name},电话${first.phone}。` : ''),
      // who took the decision does not answer the objection to it, be it the head
      answerer: head ? `质强办负责人${head.name}或其他未经办人员` : NOBODY.answerer,
    };
  }
}
