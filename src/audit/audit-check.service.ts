import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Day } from '../domain/day';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import { AUDIT_KEY } from './audit';
import { canonicalJson, faultOf, GENESIS, type SealedEntry, sign } from './audit-entry';

/** Provides the path of the checkpoint file, which lies outside the database. */
export const CHECKPOINT_FILE = Symbol('CHECKPOINT_FILE');

/** The chain's tip at the end of a day, signed: who cuts the chain short must also forge this file. */
interface Checkpoint {
  day: Day;
  id: number;
  hash: string;
  mac: string;
}

export interface ChainCheck {
  /** Entries read. */
  entries: number;
  checkpoints: number;
  /** The first entry or checkpoint that is wrong, with why; null when the whole record is sound. */
  fault: { id: number; why: string } | null;
}

interface Tip {
  id: number;
  hash: string;
}

const PAGE = 2_000;
const START: Tip = { id: 0, hash: GENESIS };

@Injectable()
export class AuditCheck {
  constructor(
    private readonly db: Database,
    @Inject(AUDIT_KEY) private readonly key: Buffer,
    @Inject(CHECKPOINT_FILE) private readonly file: string,
  ) {}

  /** Reads the whole record by key over the slow connection; nobody waits for it. */
  async verifyChain(): Promise<ChainCheck> {
    const lines = this.readCheckpoints();
    const marked = new Map(lines.map((line) => [line.id, line.hash]));
    let tip = START;
    for (let page = await this.page(tip.id); page.length > 0; page = await this.page(tip.id)) {
      for (const entry of page) {
        const why = faultOf(this.key, tip, entry) ?? this.againstMark(marked, entry);
        if (why) return { entries: tip.id, checkpoints: lines.length, fault: { id: tip.id + 1, why } };
        tip = entry;
      }
    }
    return { entries: tip.id, checkpoints: lines.length, fault: this.faultOfFile(lines, tip) };
  }

  /** Once a day, after its end; a second call for the same day changes nothing. */
  async checkpoint(day: Day): Promise<void> {
    if (this.readCheckpoints().some((line) => line.day === day)) return;
    const rows = await this.db.rows<Tip>(sql`SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1`);
    const { id, hash } = rows[0] ?? START;
    mkdirSync(dirname(this.file), { recursive: true });
    const line = `${JSON.stringify({ day, id, hash, mac: this.macOf({ day, id, hash }) })}\n`;
    appendFileSync(this.file, line, { mode: 0o600, flush: true });
  }

  private page(after: number): Promise<SealedEntry[]> {
    return this.db.slow(sql`
      SELECT id, at, actor, acting_unit AS "actingUnit", action, subject, subject_id AS "subjectId",
             subject_version AS "subjectVersion", facts, request_id AS "requestId", prev, hash
        FROM audit WHERE id > ${after} ORDER BY id LIMIT ${PAGE}`);
  }

  private againstMark(marked: Map<number, string>, entry: SealedEntry): string | null {
    const hash = marked.get(entry.id);
    return hash === undefined || hash === entry.hash ? null : `第${entry.id}条与当日签存的校验值不符`;
  }

  private faultOfFile(lines: Checkpoint[], tip: Tip): ChainCheck['fault'] {
    const forged = lines.find((line) => line.mac !== this.macOf(line));
    if (forged) return { id: forged.id, why: `校验点文件中${forged.day}的一行被改动` };
    const beyond = lines.find((line) => line.id > tip.id);
    return beyond ? { id: tip.id + 1, why: `${beyond.day}已有${beyond.id}条记录,现只有${tip.id}条` } : null;
  }

  private macOf({ day, id, hash }: Omit<Checkpoint, 'mac'>): string {
    return sign(this.key, canonicalJson({ day, id, hash }));
  }

  private readCheckpoints(): Checkpoint[] {
    if (!existsSync(this.file)) return [];
    const lines = readFileSync(this.file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    return lines.map((line) => readCheckpoint(line));
  }
}

/** A line that a crash or a hand has broken is read as a checkpoint whose signature fails. */
function readCheckpoint(line: string): Checkpoint {
  try {
    return JSON.parse(line) as Checkpoint;
  } catch {
    return { day: line.slice(0, 20), id: 0, hash: '', mac: '' };
  }
}
