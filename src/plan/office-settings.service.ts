import { Injectable } from '@nestjs/common';
import { Corrections } from '../audit/corrections';
import type { PastValueView } from '../audit/past-value.view';
import { LADDER } from '../domain/ladder';
import { refuse } from '../domain/refusal';
import { REMINDER_STEPS } from '../domain/reminders';
import { defaultTerms } from '../domain/terms';
import type { Aligned } from '../platform/database/align';
import { Database } from '../platform/database/database';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import { Settings } from '../platform/settings/settings';
import type { SeedLadder } from './seed-shapes';

/** Holds seeds/ladder.yaml (`SeedLadder`, which satisfies domain/terms), with what persons changed since. */
export const LADDER_SETTING = 'ladder';
/** Read by the message texts: who answers at the office, as one sentence. */
const CONTACT_SETTING = 'office.contact';

type SettingKey = typeof LADDER_SETTING | typeof CONTACT_SETTING;
type Values = Readonly<Record<string, unknown>>;

/** 催办时限 and 联系人: the office's own, for the plan sets none. A person's change is kept with what stood before. */
@Injectable()
export class OfficeSettings {
  constructor(
    private readonly db: Database,
    private readonly settings: Settings,
    private readonly corrections: Corrections,
  ) {}

  async ladder(): Promise<SeedLadder> {
    return (await this.settings.read<SeedLadder | null>(LADDER_SETTING)) ?? UNSET;
  }

  async contact(): Promise<string> {
    return (await this.settings.read<string | null>(CONTACT_SETTING)) ?? '';
  }

  ladderHistory(): Promise<PastValueView[]> {
    return this.corrections.of(LADDER_SETTING, 0);
  }

  contactHistory(): Promise<PastValueView[]> {
    return this.corrections.of(CONTACT_SETTING, 0);
  }

  async changeLadder(by: Actor, version: number, ladder: SeedLadder, reason: string): Promise<void> {
    await this.db.write(async () => {
      await this.claim(LADDER_SETTING, version);
      await this.keep(by, LADDER_SETTING, version, flat(await this.ladder()), flat(ladder), reason);
      await this.settings.put(LADDER_SETTING, ladder);
    });
  }

  async changeContact(by: Actor, version: number, contact: string, reason: string): Promise<void> {
    await this.db.write(async () => {
      await this.claim(CONTACT_SETTING, version);
      const old = { contact: await this.contact() };
      await this.keep(by, CONTACT_SETTING, version, old, { contact }, reason);
      await this.settings.put(CONTACT_SETTING, contact);
    });
  }

  /** Inside the seeds' write: the file's numbers, save those that a person changed since. */
  async alignLadder(file: SeedLadder): Promise<Aligned> {
    const stored = await this.settings.read<SeedLadder>(LADDER_SETTING);
    const corrected = await this.corrections.corrected(LADDER_SETTING);
    const old = flat(stored ?? file);
    const differing = Object.entries(flat(file)).filter(([name, value]) => !same(old[name], value));
    const taken = differing.filter(([name]) => !corrected.has(`0.${name}`));
    const next = whole({ ...old, ...Object.fromEntries(taken) });
    if (stored === undefined || taken.length > 0) await this.settings.put(LADDER_SETTING, next);
    const changed = taken.length > 0 ? 'changed' : differing.length > 0 ? 'kept' : 'unchanged';
    const outcome = stored === undefined ? 'inserted' : changed;
    return { inserted: 0, changed: 0, unchanged: 0, kept: 0, [outcome]: 1 };
  }

  /** Two who change one setting at once follow each other, and the second is told that somebody was faster. */
  private async claim(key: SettingKey, version: number): Promise<void> {
    await this.settings.lock(key);
    const history = await this.corrections.of(key, 0);
    if (versionAfter(history) !== version) throw new Refused(refuse('stale-version'));
  }

  private async keep(
    by: Actor,
    key: SettingKey,
    version: number,
    old: Values,
    next: Values,
    reason: string,
  ): Promise<void> {
    const changed = Object.keys(next).filter((name) => !same(old[name], next[name]));
    if (changed.length === 0) throw new Refused(refuse('nothing-changes'));
    for (const [n, field] of changed.entries()) {
      const change = { field, oldValue: say(old[field]), newValue: say(next[field]), reason };
      await this.corrections.keep(by, { subject: key, subjectId: 0, version: version + n + 1, ...change });
    }
  }
}

/** A setting has no version of its own: every value a person changed makes the next. */
export const versionAfter = (history: readonly PastValueView[]): number => history.length + 1;

/** One name for every number, as the history knows it. */
function flat({ steps, ...numbers }: SeedLadder): Values {
  return { leadSteps: steps.lead, supportSteps: steps.support, ...numbers };
}

/** What `flat` made, made whole again. */
function whole({ leadSteps, supportSteps, ...numbers }: Values): SeedLadder {
  return { steps: { lead: leadSteps, support: supportSteps }, ...numbers } as SeedLadder;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const say = (value: unknown): string => (Array.isArray(value) ? value.join('、') : String(value));

/** Before any file was taken in. */
const UNSET: SeedLadder = {
  steps: { lead: [...LADDER.lead], support: [...LADDER.support] },
  reminders: [...REMINDER_STEPS],
  sendAt: '09:00',
  ...defaultTerms,
};
