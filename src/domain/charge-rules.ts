/**
 * Who is charged (domain §4.1): one charge per item × unit. If names reach a unit twice, lead beats support, then
 * direct beats collective, then the earlier printed name; what gave way is shown as 并入.
 *
 * Example: 任务6 is led by 各县(市、区)政府 and supported by 修水县 by name: 修水县 leads (through the collective), and its
 * own printed support is 并入 that charge.
 */
import type { Day } from './day';
import type { Role } from './duty-state';

/** A printed name of an item's list; exactly one of `unitId` and `collectiveId` is set. */
export interface AssignmentFacts {
  id: number;
  itemId: number;
  n: number;
  role: Role;
  unitId: number | null;
  collectiveId: number | null;
}

/** A unit belongs to a collective on days from `since`, before `until`. */
export interface MembershipFacts {
  collectiveId: number;
  unitId: number;
  since: Day;
  until: Day | null;
}

export interface NewCharge {
  itemId: number;
  unitId: number;
  role: Role;
  assignmentId: number;
}

export interface MergedAssignment extends NewCharge {
  /** The assignment whose charge took this one in. */
  into: number;
}

export interface Expansion {
  charges: NewCharge[];
  merged: MergedAssignment[];
}

type Strength = { role: Role; direct: boolean; n: number };
type Reach = NewCharge & Strength;

function reachOf(assignment: AssignmentFacts, members: ReadonlyMap<number, readonly number[]>): Reach[] {
  const { id, itemId, role, n, unitId, collectiveId } = assignment;
  const direct = unitId !== null;
  const unitIds = direct ? [unitId] : (members.get(collectiveId ?? 0) ?? []);
  return unitIds.map((reached) => ({ itemId, unitId: reached, role, assignmentId: id, n, direct }));
}

function stronger(a: Strength, b: Strength): number {
  if (a.role !== b.role) return a.role === 'lead' ? -1 : 1;
  if (a.direct !== b.direct) return a.direct ? -1 : 1;
  return a.n - b.n;
}

function membersOn(memberships: readonly MembershipFacts[], on: Day): Map<number, number[]> {
  const members = new Map<number, number[]>();
  for (const { collectiveId, unitId, since, until } of memberships) {
    if (since > on || (until !== null && until <= on)) continue;
    members.set(collectiveId, [...(members.get(collectiveId) ?? []), unitId]);
  }
  return members;
}

const asCharge = ({ itemId, unitId, role, assignmentId }: Reach): NewCharge => ({
  itemId,
  unitId,
  role,
  assignmentId,
});

/** All charges on that day and what was merged into them, in the order of the assignments given. */
export function expandAssignments(
  assignments: readonly AssignmentFacts[],
  memberships: readonly MembershipFacts[],
  on: Day,
): Expansion {
  const members = membersOn(memberships, on);
  const reaches = new Map<string, Reach[]>();
  for (const reach of assignments.flatMap((assignment) => reachOf(assignment, members))) {
    const key = `${reach.itemId}/${reach.unitId}`;
    reaches.set(key, [...(reaches.get(key) ?? []), reach]);
  }
  const expansion: Expansion = { charges: [], merged: [] };
  for (const same of reaches.values()) {
    const [strongest, ...weaker] = same.sort(stronger);
    if (!strongest) continue;
    expansion.charges.push(asCharge(strongest));
    expansion.merged.push(...weaker.map((reach) => ({ ...asCharge(reach), into: strongest.assignmentId })));
  }
  return expansion;
}

export interface DatedCharge extends NewCharge {
  since: Day;
  /** First day that no longer counts; null while nothing ends it. */
  until: Day | null;
}

/**
 * The charges of a plan with their days: where a membership begins or ends, so does what it brought, and what had
 * given way to it stands again. Example: a county that joins 各县(市、区)政府 on 2027-01-01 leads 任务6 from that day.
 */
export function chargesOverTime(
  assignments: readonly AssignmentFacts[],
  memberships: readonly MembershipFacts[],
  from: Day,
): DatedCharge[] {
  const turns = memberships.flatMap(({ since, until }) => [since, until ?? from]).filter((day) => day > from);
  const all: DatedCharge[] = [];
  let running = new Map<string, DatedCharge>();
  for (const day of [...new Set([from, ...turns])].sort()) {
    const next = new Map<string, DatedCharge>();
    for (const charge of expandAssignments(assignments, memberships, day).charges) {
      const key = `${charge.itemId}/${charge.unitId}`;
      const old = running.get(key);
      const goesOn = old?.assignmentId === charge.assignmentId;
      const current = goesOn ? old : { ...charge, since: day, until: null };
      if (!goesOn) all.push(current);
      next.set(key, current);
    }
    for (const [key, old] of running) if (next.get(key) !== old) old.until = day;
    running = next;
  }
  return all;
}

/** A charge that counts, of a unit that became one with others. */
export interface HeldCharge {
  itemId: number;
  role: Role;
  direct: boolean;
}

/** One charge an item is enough for units that became one: those that give way to the strongest; of equals the first stays. */
export function givingWay<T extends HeldCharge>(held: readonly T[]): T[] {
  const ranked = held
    .map((charge, n) => ({ charge, n, role: charge.role, direct: charge.direct }))
    .sort(stronger);
  const stays = new Map<number, T>();
  for (const { charge } of ranked) if (!stays.has(charge.itemId)) stays.set(charge.itemId, charge);
  return held.filter((charge) => stays.get(charge.itemId) !== charge);
}
