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
import { LADDER_SETTING } from './ladder-setting';
import type { SeedLadder } from './seed-shapes';

/** Read by the message texts: who answers at the office, as one sentence. */
const CONTACT_SETTING = 'office.contact';

/** 催办时限 and 联系人: the office's own, for the plan sets none. A person's change is kept with what stood before. */
@Injectable()
export class OfficeSettings {
  constructor(
    private readonly db: Database,
    private readonly settings: Settings,
    private readonly corrections: Corrections,
  ) {}

  async ladder(): Promise<SeedLadder> {
    return (await this.settings.read<SeedLadder | null>(LADDER_SETTING)) ?? unset;
  }

  async contact(): Promise<string> {
    return (await this.settings.read<string | null>(CONTACT_SETTING)) ?? '';
  }

  /** What persons changed, the newest first; its length and one more is the version. */
  async history(setting: 'ladder' | 'contact'): Promise<PastValueView[]> {
    const all = await this.corrections.of('setting', 0);
    return all.filter(({ field }) => field.split('.', 1)[0] === setting);
  }

  async changeLadder(by: Actor, version: number, ladder: SeedLadder, reason: string): Promise<void> {
    await this.change(by, 'ladder', LADDER_SETTING, version, reason, async () => {
      const old = flat(await this.ladder());
      return { old, next: flat(ladder), value: ladder };
    });
  }

  async changeContact(by: Actor, version: number, contact: string, reason: string): Promise<void> {
    await this.change(by, 'contact', CONTACT_SETTING, version, reason, async () => {
      const old = { contact: await this.contact() };
      return { old, next: { contact }, value: contact };
    });
  }

  /** Inside the seeds' write: the file's numbers, save those that a person changed since. */
  async alignLadder(file: SeedLadder): Promise<Aligned> {
    const stored = await this.settings.read<SeedLadder>(LADDER_SETTING);
    const corrected = new Set((await this.history('ladder')).map(({ field }) => field));
    const [old, wanted] = [flat(stored ?? file), flat(file)];
    const kept = Object.keys(wanted).filter((name) => corrected.has(`ladder.${name}`));
    const next = { ...wanted, ...Object.fromEntries(kept.map((name) => [name, old[name as keyof FlatLadder]])) };
    const changed = await this.settings.put(LADDER_SETTING, whole(next));
    const yields = kept.some((name) => !same(old[name as keyof FlatLadder], wanted[name as keyof FlatLadder]));
    const outcome = stored === undefined ? 'inserted' : changed ? 'changed' : yields ? 'kept' : 'unchanged';
    return { inserted: 0, changed: 0, unchanged: 0, kept: 0, [outcome]: 1 };
  }

  private async change(
    by: Actor,
    setting: 'ladder' | 'contact',
    key: string,
    version: number,
    reason: string,
    decide: () => Promise<{ old: object; next: object; value: unknown }>,
  ): Promise<void> {
    await this.db.write(async () => {
      await this.settings.lock(key);
      if (1 + (await this.history(setting)).length !== version) throw new Refused(refuse('stale-version'));
      const { old, next, value } = await decide();
      const before = new Map(Object.entries(old));
      const changes = Object.entries(next).filter(([name, now]) => !same(before.get(name), now));
      if (changes.length === 0) throw new Refused(refuse('nothing-changes'));
      await this.settings.put(key, value);
      for (const [n, [name, now]] of changes.entries()) {
        await this.corrections.keep(by, {
          ...{ subject: 'setting', subjectId: 0, version: version + n + 1, reason },
          field: `${setting}.${name}`,
          oldValue: say(before.get(name)),
          newValue: say(now),
        });
      }
    });
  }
}

type FlatLadder = Omit<SeedLadder, 'steps'> & { leadSteps: number[]; supportSteps: number[] };

/** One name for every number, as the history knows it. */
function flat({ steps, ...numbers }: SeedLadder): FlatLadder {
  return { leadSteps: steps.lead, supportSteps: steps.support, ...numbers };
}

function whole({ leadSteps, supportSteps, ...numbers }: FlatLadder): SeedLadder {
  return { steps: { lead: leadSteps, support: supportSteps }, ...numbers };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const say = (value: unknown): string => (Array.isArray(value) ? value.join('、') : String(value));

/** Before any file was taken in. */
const unset: SeedLadder = {
  steps: { lead: [...LADDER.lead], support: [...LADDER.support] },
  reminders: [...REMINDER_STEPS],
  sendAt: '09:00',
  ...defaultTerms,
};
