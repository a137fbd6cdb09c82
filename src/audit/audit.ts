import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { canonicalJson, GENESIS, type OpenEntry, seal, type SealedEntry } from './audit-entry';

/** Provides the chain's key as a Buffer. */
export const AUDIT_KEY = Symbol('AUDIT_KEY');

export interface AuditNote {
  /** `report.submitted`: subject and past tense. */
  action: string;
  subject: string;
  subjectId: number;
  /** The subject's version after the change. */
  version?: number;
  facts?: Record<string, unknown>;
}

/** Any number, the same in every process: it names the lock under which the chain grows. */
const CHAIN_LOCK = 20_191_225;
/** Twelve values a row, well under both databases' limit of values in one statement. */
const ROWS_AT_ONCE = 500;

/** The record of who did what. Entries wait until the unit's end, so that the chain is held for a moment only. */
@Injectable()
export class Audit {
  // the gate gives every unit of work its own manager, so entries of a rolled-back unit go with it
  private readonly waiting = new WeakMap<EntityManager, OpenEntry[]>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(AUDIT_KEY) private readonly key: Buffer,
  ) {}

  /** Inside a write: stored with it or not at all. */
  note(by: Actor, note: AuditNote): void {
    this.db.beforeCommit('audit', () => this.append());
    const unit = this.db.manager;
    const entries = this.waiting.get(unit) ?? [];
    this.waiting.set(unit, entries);
    entries.push({
      at: this.clock.now().toISOString(),
      actor: by.name,
      actingUnit: by.unitId,
      action: note.action,
      subject: note.subject,
      subjectId: note.subjectId,
      subjectVersion: note.version ?? 0,
      facts: canonicalJson(note.facts ?? {}),
      requestId: by.requestId,
    });
  }

  /** A write of its own, for what changed nothing else: a refused sign-in, an export. */
  async record(by: Actor, note: AuditNote): Promise<void> {
    if (this.db.inWrite) throw new Error('record() would be undone with the open write: use note()');
    await this.db.write(() => {
      this.note(by, note);
      return Promise.resolve();
    });
  }

  private async append(): Promise<void> {
    const entries = this.waiting.get(this.db.manager) ?? [];
    this.waiting.delete(this.db.manager);
    // parallel units on PostgreSQL would fork the chain; a unit on SQLite has the file to itself
    if (this.db.dialect === 'postgres') await this.db.rows(sql`SELECT pg_advisory_xact_lock(${CHAIN_LOCK})`);
    const tip = await this.db.row<{ id: number; hash: string }>(
      sql`SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1`,
    );
    const sealed = seal(this.key, tip ?? { id: 0, hash: GENESIS }, entries);
    for (let from = 0; from < sealed.length; from += ROWS_AT_ONCE) {
      await this.insert(sealed.slice(from, from + ROWS_AT_ONCE));
    }
  }

  private async insert(entries: SealedEntry[]): Promise<void> {
    const values = entries.map((e) =>
      sql.list([
        ...[e.id, e.at, e.actor, e.actingUnit, e.action, e.subject, e.subjectId],
        ...[e.subjectVersion, e.facts, e.requestId, e.prev, e.hash],
      ]),
    );
    await this.db.changed(sql`
      INSERT INTO audit (id, at, actor, acting_unit, action, subject, subject_id,
                         subject_version, facts, request_id, prev, hash)
      VALUES ${sql.join(values)}`);
  }
}
