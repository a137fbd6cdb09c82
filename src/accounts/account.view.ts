import type { Role } from '../domain/permissions';
import type { Account } from './account.entity';
import type { HeldPost } from './posts';
import { PostView, toPostView } from './session.view';

export class AccountView {
  id!: number;
  name!: string;
  displayName!: string;
  phone!: string;
  state!: 'active' | 'disabled';
  /** False: signs in by one-time code only. */
  hasPassword!: boolean;
  posts!: PostView[];
  version!: number;
}

/** 联络员. */
export class ContactView {
  displayName!: string;
  /** Masked (138****1234) save for who has to call. */
  phone!: string;
  unitId!: number;
  unitName!: string;
}

export class SignInCodeView {
  /** Told once and stored nowhere. @example 7KQ2MZ4P */
  code!: string;
  expiresAt!: string;
}

export type AccountRow = Pick<
  Account,
  'id' | 'name' | 'displayName' | 'phone' | 'hash' | 'state' | 'version'
>;

export function toAccountView(row: AccountRow, posts: readonly HeldPost[]): AccountView {
  const { id, name, displayName, state, version } = row;
  return {
    id,
    name,
    displayName,
    phone: row.phone,
    state,
    hasPassword: row.hash !== '',
    posts: posts.filter((post) => post.accountId === id).map(toPostView),
    version,
  };
}

/** `row.phone` as stored. */
export function toContactView(row: ContactView, viewer: Role): ContactView {
  const { displayName, unitId, unitName } = row;
  return { displayName, phone: phoneFor(viewer, row.phone), unitId, unitName };
}

/** 13812341234 → 138****1234 save for who has to call; what is too short to hide a middle is hidden whole. */
export function phoneFor(viewer: Role, phone: string): string {
  if (viewer === 'admin' || viewer === 'office' || viewer === 'office-head') return phone;
  return phone.length < 8 ? '*'.repeat(phone.length) : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
