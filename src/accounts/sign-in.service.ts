import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { refuse } from '../domain/refusal';
import { Database } from '../platform/database/database';
import type { Actor } from '../platform/http/actor';
import type { OpenSession } from '../platform/http/open-sessions';
import { Refused } from '../platform/http/refused';
import { Credentials, type Given, type Proof } from './credentials.service';
import { postsOf, type HeldPost } from './posts';
import { Sessions } from './sessions.service';
import { stranger } from './strangers';

export interface SignedIn {
  /** For the cookie. */
  id: string;
  session: OpenSession;
  posts: HeldPost[];
}

/** 登录, 退出, 身份切换. */
@Injectable()
export class SignInService {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
  ) {}

  /** Unknown name, wrong password, spent code, closed account: one answer, and an entry in the record. */
  async signIn(given: Given, ip: string, requestId: string): Promise<SignedIn> {
    const proof = await this.credentials.prove(given, ip);
    const signedIn = proof && (await this.db.write(() => this.open(proof, requestId)));
    if (signedIn) return signedIn;
    const facts = { name: given.name, ip, by: given.password === undefined ? 'code' : 'password' };
    await this.audit.record(stranger(requestId), {
      action: 'session.refused',
      subject: 'account',
      subjectId: proof?.account.id ?? 0,
      facts,
    });
    throw new Refused(refuse('sign-in-failed'));
  }

  async signOut(actor: Actor, id: string): Promise<void> {
    await this.db.write(async () => {
      await this.sessions.close(id);
      this.audit.note(actor, { action: 'session.closed', subject: 'account', subjectId: actor.accountId });
    });
  }

  /** 身份切换: to another active post of one's own. */
  async switchPost(actor: Actor, id: string, postId: number): Promise<SignedIn> {
    return this.db.write(async () => {
      const posts = await postsOf(this.db, [actor.accountId]);
      const post = posts.find((held) => held.id === postId);
      if (!post) throw new Refused(refuse('not-found'));
      const session = await this.sessions.switch(id, postId, actor.requestId);
      this.audit.note(
        { ...session.actor, requestId: actor.requestId },
        {
          action: 'session.post-switched',
          subject: 'account',
          subjectId: actor.accountId,
          facts: { from: actor.postId, to: postId, role: post.role, unitId: post.unitId },
        },
      );
      return { id, session, posts };
    });
  }

  posts(actor: Actor): Promise<HeldPost[]> {
    return postsOf(this.db, [actor.accountId]);
  }

  private async open(proof: Proof, requestId: string): Promise<SignedIn | undefined> {
    if (!(await this.credentials.spend(proof))) return undefined;
    const posts = await postsOf(this.db, [proof.account.id]);
    const first = posts[0];
    if (!first) throw new Refused(refuse('no-post'));
    const { id, session } = await this.sessions.open(proof.account.id, first.id, requestId);
    this.audit.note(
      { ...session.actor, requestId },
      {
        action: 'session.opened',
        subject: 'account',
        subjectId: proof.account.id,
        facts: { by: proof.codeHash ? 'code' : 'password', ip: proof.ip, postId: first.id },
      },
    );
    return { id, session, posts };
  }
}
