import { isDay } from '../domain/day';
import {
  ITEM_KINDS,
  type ItemKind,
  type SeedCollective,
  type SeedItem,
  type SeedMembership,
  type SeedPlan,
  type SeedPoint,
  type SeedSection,
  type SeedUnit,
  UNIT_KINDS,
} from './seed-shapes';
import {
  checked,
  type Check,
  flag,
  list,
  map,
  oneOf,
  optional,
  type Place,
  type Reader,
  REFUSED,
  Register,
  text,
} from './yaml-reader';

/** The names that files refer to across one another; read units, collectives and the plan in this order. */
export class KnownNames {
  readonly units = new Register('units.yaml');
  readonly collectives = new Register('collectives.yaml');
  /** Names and aliases of both: a spelling must mean one party only. */
  readonly spellings = new Register('units.yaml');
  readonly items = new Register('方案的事项');
}

const isReal: Check<string> = (value) => (isDay(value) ? null : '不是真实的日期(应写成 2026-01-31)');
export const day = (...checks: Check<string>[]) => text(isReal, ...checks);

/** May not stand a second time under the same key. */
export const unique = (): Check<string> => new Register('').isNew;

const atMost =
  (length: number): Check<string> =>
  (value) =>
    value.length > length ? `超过${length}个字` : null;

export function unitsFile(known: KnownNames): Reader<{ units: SeedUnit[] }> {
  const unit = map<Omit<SeedUnit, 'order'>>({
    code: text(unique()),
    name: text(known.units.isNew, known.spellings.isNew),
    fullName: text(unique()),
    uncertain: optional(flag, false),
    kind: oneOf(UNIT_KINDS),
    matrixName: text(unique(), atMost(4)),
    aliases: optional(list(text(known.spellings.isNew)), []),
  });
  const units = checked(list(unit, 'name'), (rows, place) => {
    if (rows.filter(({ kind }) => kind === 'office').length !== 1)
      place.refuse('类别为 office 的单位应有且只有一家');
  });
  const file = map({ units });
  return (place) => {
    const read = file(place);
    if (read === REFUSED) return REFUSED;
    return { units: read.units.map((row, index) => ({ ...row, order: index + 1 })) };
  };
}

export function collectivesFile(known: KnownNames): Reader<{ collectives: SeedCollective[] }> {
  const membership = checked(
    map<SeedMembership>({
      member: text(known.units.known()),
      since: day(),
      until: optional(day(), null),
    }),
    ({ since, until }, place) => {
      if (until !== null && until <= since) place.at('until').refuse(`${place.what}的止日应晚于起日`);
    },
  );
  const collective = map<SeedCollective>({
    name: text(known.collectives.isNew, known.spellings.isNew),
    aliases: optional(list(text(known.spellings.isNew)), []),
    members: checked(list(membership, 'member'), refuseOverlaps),
  });
  return map({ collectives: list(collective, 'name') });
}

/** A unit may leave and come back, but not be a member twice on one day. */
function refuseOverlaps(members: SeedMembership[], place: Place): void {
  members.forEach((later, index) => {
    const overlaps = members
      .slice(0, index)
      .some(
        (earlier) =>
          earlier.member === later.member &&
          (earlier.until === null || later.since < earlier.until) &&
          (later.until === null || earlier.since < later.until),
      );
    if (overlaps) place.refuse(`${place.what}中,${later.member}在同一天列了两次`);
  });
}

export interface PlanFile {
  plan: Omit<SeedPlan, 'sections' | 'items'>;
  sections: SeedSection[];
  items: SeedItem[];
}

export function planFile(known: KnownNames): Reader<PlanFile> {
  const sections = new Register('sections');
  const item = itemReader(known, sections);
  return map<PlanFile>({
    plan: map<PlanFile['plan']>({
      number: text(),
      title: text(),
      issuedOn: day(),
      // A plan that is taken in is live: from then on the office closes it.
      state: oneOf(['live']),
      leadInferred: flag,
    }),
    sections: list(map<SeedSection>({ place: text(sections.isNew), title: text() }), 'title'),
    items: list(item, 'label'),
  });
}

function itemReader(known: KnownNames, sections: Register): Reader<SeedItem> {
  const shortNames = unique();
  const labels = unique();
  return (place) => {
    const own = place.at('place').value();
    const parties = [known.units.known(known.collectives), unique()];
    const read = map<SeedItem>({
      code: text(known.items.isNew),
      label: text(labels),
      kind: oneOf(ITEM_KINDS),
      // Known already, so a parent stands before its children.
      parent: optional(text(known.items.known()), null),
      section: text(sections.known()),
      place: text(),
      shortName: text(shortNames, atMost(8)),
      title: text(),
      points: list(
        map<SeedPoint>({ text: text(), place: optional(text(), typeof own === 'string' ? own : '') }),
      ),
      lead: text(...parties),
      support: list(text(...parties)),
    });
    return checked(read, refuseMismatch)(place);
  };
}

const ITEM_LABELS: Record<ItemKind, string> = { task: '任务', industry: '产业', measure: '保障' };

/** Code, label, kind and parent of an item say the same. */
function refuseMismatch({ code, kind, label, parent }: SeedItem, place: Place): void {
  const number = new RegExp(`^${kind}-([1-9]\\d*)$`).exec(code)?.[1];
  if (number === undefined) place.at('code').refuse(`${label} 的代码“${code}”应为 ${kind}- 加序号`);
  else if (label !== ITEM_LABELS[kind] + number)
    place.at('label').refuse(`${code} 的编号“${label}”应为“${ITEM_LABELS[kind]}${number}”`);
  if (kind === 'industry' && !parent?.startsWith('task-'))
    place.at('parent').refuse(`${label} 是行业子项,须用 parent 写明所属任务`);
  if (kind !== 'industry' && parent !== null) place.at('parent').refuse(`${label} 不是行业子项,不写 parent`);
}
