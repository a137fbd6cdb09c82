import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Role } from '../domain/permissions';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import { OpenSessions, type OpenSession } from '../platform/http/open-sessions';
import { unitsOf } from './posts';
import { hashOf, isToken, newToken } from './session-token';
import { SignInHooks } from './sign-in-hooks';

const MINUTE = 60_000;
const IDLE = 30 * MINUTE;
const ABSOLUTE = 12 * 60 * MINUTE;
const SEEN_EVERY = MINUTE;
/** Another process may close a session (command line, second server): it ends here at most this much later. */
const TRUSTED_FOR_MS = 5_000;
const MOST_REMEMBERED = 5_000;

interface Remembered {
  session: OpenSession;
  seenAt: number;
  endsAt: number;
  /** Age is measured by the machine's monotonic clock, which runs on where the tracker's clock stands still. */
  readAt: number;
}

interface SessionRow {
  csrf: string;
  seenAt: string;
  endsAt: string;
  accountId: number;
  name: string;
  displayName: string;
  postId: number;
  role: Role;
  postUnitId: number;
}

/** Server-side sessions: 30 minutes idle, 12 hours at most; looked up from memory while younger than 5 seconds. */
@Injectable()
export class Sessions extends OpenSessions implements OnModuleDestroy {
  private readonly log = new Logger('sessions');
  private readonly remembered = new Map<string, Remembered>();
  private changes = 0;
  private touched: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly hooks: SignInHooks,
  ) {
    super();
  }

  async onModuleDestroy(): Promise<void> {
    await this.touched;
  }

  override async find(id: string): Promise<OpenSession | undefined> {
    if (!isToken(id)) return undefined;
    const idHash = hashOf(id);
    const known = this.fresh(idHash) ?? (await this.remember(idHash));
    const now = this.clock.now().getTime();
    if (!known || now >= known.endsAt || now - known.seenAt >= IDLE) return undefined;
    if (now - known.seenAt >= SEEN_EVERY) this.touch(idHash, known, now);
    return known.session;
  }

  /** Inside a write. The id goes into the cookie and nowhere else; sessions that have ended are cleared away. */
  async open(
    accountId: number,
    postId: number,
    requestId: string,
  ): Promise<{ id: string; session: OpenSession }> {
    const now = this.clock.now();
    const id = newToken();
    const endsAt = new Date(now.getTime() + ABSOLUTE);
    await this.db.changed(sql`DELETE FROM session WHERE account_id = ${accountId} AND ends_at < ${now}`);
    await this.db.changed(sql`
      INSERT INTO session (id_hash, csrf, account_id, post_id, created_at, seen_at, ends_at)
      VALUES (${hashOf(id)}, ${newToken()}, ${accountId}, ${postId}, ${now}, ${now}, ${endsAt})`);
    return { id, session: await this.begin(id, requestId) };
  }

  /** Inside a write: the session acts for another post of its account. */
  async switch(id: string, postId: number, requestId: string): Promise<OpenSession> {
    this.forget();
    await this.db.changed(sql`UPDATE session SET post_id = ${postId} WHERE id_hash = ${hashOf(id)}`);
    return this.begin(id, requestId);
  }

  async close(id: string): Promise<void> {
    this.forget();
    await this.db.changed(sql`DELETE FROM session WHERE id_hash = ${hashOf(id)}`);
  }

  /** All sessions of an account, save perhaps the one its owner is using. */
  async closeAll(accountId: number, exceptId = ''): Promise<void> {
    this.forget();
    await this.db.changed(sql`
      DELETE FROM session WHERE account_id = ${accountId} AND id_hash <> ${hashOf(exceptId)}`);
  }

  override forget(): void {
    this.db.afterCommit(() => {
      this.changes += 1;
      this.remembered.clear();
    });
  }

  private async begin(id: string, requestId: string): Promise<OpenSession> {
    const begun = await this.read(hashOf(id));
    if (!begun) throw new Error('the session just written is not there');
    await this.hooks.run({ ...begun.session.actor, requestId }, this.clock.now());
    return begun.session;
  }

  private fresh(idHash: string): Remembered | undefined {
    const known = this.remembered.get(idHash);
    return known && performance.now() - known.readAt < TRUSTED_FOR_MS ? known : undefined;
  }

  private async remember(idHash: string): Promise<Remembered | undefined> {
    const before = this.changes;
    const known = await this.read(idHash);
    // a change that was committed while we read may be missing in what we read
    if (!known || before !== this.changes) return known;
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    this.remembered.set(idHash, known);
    return known;
  }

  private async read(idHash: string): Promise<Remembered | undefined> {
    const row = await this.db.row<SessionRow>(sql`
      SELECT s.csrf, s.seen_at AS "seenAt", s.ends_at AS "endsAt", a.id AS "accountId", a.name,
             a.display_name AS "displayName", p.id AS "postId", p.role, p.unit_id AS "postUnitId"
        FROM session s JOIN account a ON a.id = s.account_id JOIN post p ON p.id = s.post_id
       WHERE s.id_hash = ${idHash} AND a.state = 'active' AND p.state = 'active'`);
    if (!row) return undefined;
    const units = await unitsOf(this.db, row.accountId);
    const { csrf, seenAt, endsAt, postUnitId, ...who } = row;
    const unitId = row.role === 'unit' ? postUnitId : 0;
    const unitIds = units.filter((unit) => unit.postUnitId === unitId).map((unit) => unit.unitId);
    const homeUnitIds = [...new Set(units.map((unit) => unit.unitId))];
    return {
      session: { actor: { ...who, unitId, unitIds, homeUnitIds }, csrf },
      seenAt: Date.parse(seenAt),
      endsAt: Date.parse(endsAt),
      readAt: performance.now(),
    };
  }

  /** Not awaited: no reader waits for a writer. Lost once, it is written a minute later. */
  private touch(idHash: string, known: Remembered, now: number): void {
    known.seenAt = now;
    this.touched = this.db
      .write(() =>
        this.db.changed(sql`UPDATE session SET seen_at = ${new Date(now)} WHERE id_hash = ${idHash}`),
      )
      .catch((error: unknown) => {
        this.log.error(error);
      });
  }
}
