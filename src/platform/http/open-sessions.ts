import type { Actor } from './actor';

/** A session as the guard needs it; the request id is the request's own. */
export interface OpenSession {
  actor: Omit<Actor, 'requestId'>;
  /** Every change must repeat it in X-CSRF-Token. */
  csrf: string;
}

/** What the guard asks for; accounts answers it, so that the platform knows no feature. */
export abstract class OpenSessions {
  /** The session behind the cookie's value, undefined when there is none or it has ended. */
  abstract find(id: string): Promise<OpenSession | undefined>;

  /** Inside the write that changes who acts for whom: from its commit on every session is read anew. */
  abstract forget(): void;
}
