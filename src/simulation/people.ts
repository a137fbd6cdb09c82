import { Accounts, type NewAccount, type PreparedAccount } from '../accounts/accounts.service';
import { unitsOf } from '../accounts/posts';
import type { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import { type Actor, SYSTEM } from '../platform/http/actor';
import type { World } from './world';

/** Who acts in the simulation: no real person, one account each. */
export interface People {
  /** 质强办 staff; the first sits in 市市监局 and may not review its reports, the second may. */
  office: Actor;
  colleague: Actor;
  head: Actor;
  /** 联络员 by unit code. */
  contacts: ReadonlyMap<string, Actor>;
}

/** The accounts as they are printed for a newcomer: name, who it is. */
export interface AccountLine {
  name: string;
  displayName: string;
}

const OFFICE: readonly Omit<NewAccount, 'password'>[] = [
  { name: 'admin', displayName: '系统管理员', posts: [{ role: 'admin' }] },
  { name: 'head', displayName: '质强办负责人', posts: [{ role: 'office-head' }] },
  { name: 'office', displayName: '质强办甲', posts: [{ role: 'office', unitCode: 'scjgj' }] },
  { name: 'office2', displayName: '质强办乙', posts: [{ role: 'office' }] },
  { name: 'leader', displayName: '市领导(只读)', posts: [{ role: 'viewer' }] },
  { name: 'auditor', displayName: '审计员', posts: [{ role: 'auditor' }] },
];

/** Accounts for the office and a contact for every unit with a charge (or only for these), all with one password. */
export async function hire(world: World, password: string, only?: readonly string[]): Promise<AccountLine[]> {
  const accounts = world.get(Accounts);
  const units = await world.db.rows<{ code: string; name: string }>(sql`
    SELECT u.code, u.name FROM unit u WHERE u.id IN (SELECT unit_id FROM charge WHERE until IS NULL) ORDER BY u.sort`);
  const asked = units.filter(({ code }) => only?.includes(code) ?? true);
  const contacts = asked.map(({ code, name }): Omit<NewAccount, 'password'> => ({
    name: code,
    displayName: `${name}联络员`,
    phone: '',
    posts: [{ role: 'unit', unitCode: code }],
  }));
  const everybody = [...OFFICE, ...contacts];
  // the password is hashed once for all: hashing is slow on purpose, and these accounts guard nothing
  const { hash } = await accounts.prepare({
    ...OFFICE[0],
    name: 'newcomer',
    displayName: '',
    posts: [],
    password,
  });
  await world.db.write(async () => {
    for (const account of everybody)
      await accounts.insert(SYSTEM, { ...account, hash } satisfies PreparedAccount);
  });
  return everybody.map(({ name, displayName }) => ({ name, displayName }));
}

/** The actors behind the accounts, each in its one post. */
export async function peopleOf(db: Database): Promise<People> {
  const actors = new Map<string, Actor>();
  for (const post of await db.rows<StoredPost>(sql`
    SELECT a.id AS "accountId", a.name, a.display_name AS "displayName", p.id AS "postId", p.role, p.unit_id AS "postUnitId"
      FROM account a JOIN post p ON p.account_id = a.id WHERE a.state = 'active' AND p.state = 'active' ORDER BY a.id`)) {
    actors.set(post.name, await toActor(db, post));
  }
  const contacts = [...actors].filter(([, { role }]) => role === 'unit');
  return {
    office: demand(actors, 'office'),
    colleague: demand(actors, 'office2'),
    head: demand(actors, 'head'),
    contacts: new Map(contacts),
  };
}

type StoredPost = Pick<Actor, 'accountId' | 'name' | 'displayName' | 'postId' | 'role'> & {
  postUnitId: number;
};

async function toActor(db: Database, { postUnitId, ...who }: StoredPost): Promise<Actor> {
  const units = (await unitsOf(db, who.accountId)).map(({ unitId }) => unitId);
  const unitId = who.role === 'unit' ? postUnitId : 0;
  return { ...who, unitId, unitIds: who.role === 'unit' ? units : [], homeUnitIds: units, requestId: '' };
}

export function demand<T>(known: ReadonlyMap<string, T>, name: string): T {
  const found = known.get(name);
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found;
}
