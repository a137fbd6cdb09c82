import type { Role } from '../domain/permissions';
import type { OpenSession } from '../platform/http/open-sessions';
import type { HeldPost } from './posts';

export const NOTICE = '本系统为非涉密系统,严禁录入涉密信息';

export class PostView {
  id!: number;
  role!: Role;
  /** 0 where the role stands for no unit. */
  unitId!: number;
  unitName!: string | null;
}

export class SignedInAccountView {
  id!: number;
  name!: string;
  displayName!: string;
}

export class SessionView {
  account!: SignedInAccountView;
  posts!: PostView[];
  actingPost!: PostView;
  /** To be sent as X-CSRF-Token with every change. */
  csrfToken!: string;
  notice!: string;
}

export function toPostView({ id, role, unitId, unitName }: HeldPost): PostView {
  return { id, role, unitId, unitName };
}

/** `posts` are the account's active ones; the acting post is one of them. */
export function toSessionView({ actor, csrf }: OpenSession, posts: readonly HeldPost[]): SessionView {
  const views = posts.map(toPostView);
  const actingPost = views.find((post) => post.id === actor.postId);
  if (!actingPost) throw new Error(`session of account ${actor.accountId} acts in a post it does not hold`);
  const account = { id: actor.accountId, name: actor.name, displayName: actor.displayName };
  return { account, posts: views, actingPost, csrfToken: csrf, notice: NOTICE };
}
