/**
 * Lights of an item and of a unit (domain §7): an item shows the worst of its leads' duties and its targets, a unit
 * the worst of its own, always with the count. A late part never colours the item; it is only named beside.
 *
 * Example: a unit with 2 overdue of 23 matters, the older due 2026-12-21: 红:2项逾期(共23项),最早12月21日.
 */
import { type Day, sayMonthDay } from './day';
import { type Colour, type Light, lightWords } from './lights';

/** Gravest first; what does not count weighs least. */
const gravity: readonly Colour[] = ['red', 'yellow', 'blue', 'green', 'grey'];

function worstColour(lights: readonly Light[]): Colour {
  return gravity.find((colour) => lights.some((light) => light.colour === colour)) ?? 'grey';
}

function earliest(lights: readonly Light[]): Day | null {
  return lights.reduce<Day | null>(
    (first, { on }) => (on !== null && (first === null || on < first) ? on : first),
    null,
  );
}

function count(lights: readonly Light[], colour: Colour, of: string, all: string): Light {
  const same = lights.filter((light) => light.colour === colour);
  const on = earliest(same);
  // 正常 and 不计 have no day worth naming.
  const since = on !== null && colour !== 'green' && colour !== 'grey' ? `,最早${sayMonthDay(on)}` : '';
  return {
    colour,
    reason: `${same.length}${of}${lightWords[colour].word}(共${lights.length}${all})${since}`,
    on,
  };
}

export function unitLight(lights: readonly Light[]): Light {
  if (lights.length === 0) return { colour: 'grey', reason: '没有应报事项', on: null };
  return count(lights, worstColour(lights), '项', '项');
}

export interface ItemLightFacts {
  /** One per leading unit; a collective leads through all its members. */
  leads: readonly Light[];
  targets: readonly Light[];
  /** Parts of this period: how many are owed in all, have come, are overdue. */
  parts: { total: number; handedIn: number; overdue: number };
}

function sayLeads(leads: readonly Light[], colour: Colour): Light {
  const [only, ...others] = leads;
  if (only && others.length === 0) {
    return { ...only, reason: colour === 'grey' ? only.reason : `牵头报告${only.reason}` };
  }
  return count(leads, colour, '家', '家牵头单位');
}

function sayParts(colour: Colour, { total, handedIn, overdue }: ItemLightFacts['parts']): string {
  if (overdue > 0 && colour !== 'red') return `;配合欠报${overdue}家`;
  return colour === 'red' && total > 0 ? `;配合材料${handedIn}/${total}已到` : '';
}

/** Leads speak before targets when both are equally grave. */
export function itemLight(facts: ItemLightFacts): Light {
  const all = [...facts.leads, ...facts.targets];
  if (all.length === 0) return { colour: 'grey', reason: '本期没有应报内容', on: null };
  const colour = worstColour(all);
  const target = facts.targets.find((light) => light.colour === colour);
  const ofLeads = facts.leads.some((light) => light.colour === colour) || target === undefined;
  const worst = ofLeads ? sayLeads(facts.leads, colour) : target;
  return { ...worst, reason: worst.reason + sayParts(ofLeads ? colour : 'grey', facts.parts) };
}

export interface ManualLight {
  colour: Colour;
  reason: string;
  by: string;
  until: Day;
}

/** How the sentence of a person's light begins. */
export const MANUAL = '人工调整为';

/** A person's override has a reason and an end; after it the computed light shows again. */
export function withManual(computed: Light, manual: ManualLight | null, today: Day): Light {
  if (manual === null || manual.until < today) return computed;
  const { colour, reason, by, until } = manual;
  const said = `${MANUAL}${lightWords[colour].name}:${reason},${by},有效至${sayMonthDay(until)}`;
  return { colour, reason: said, on: null };
}
