import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from '../support/built-server';
import type { Owed } from './quarter';

/** A contact who hands one report in again and again; cut off, sends the same again under the same key, as a page does. */
export class Pen {
  /** What was answered with 201: the texts of the reports. */
  readonly acknowledged: string[] = [];
  /** Answers nobody would expect. */
  readonly surprises: string[] = [];
  /** Refused because the server was stopping, or had no database. */
  refused = 0;
  /** Not answered at all. */
  cutOff = 0;
  private turn = 0;
  private pending: string | undefined;
  private version: number;

  constructor(
    private readonly duty: Owed,
    private readonly callers: readonly Caller[],
  ) {
    this.version = duty.version;
  }

  async writeWhile(running: () => boolean): Promise<void> {
    while (running()) {
      await this.submit();
      await sleep(5);
    }
  }

  /** The last one, too, is answered in the end. */
  async settle(): Promise<void> {
    while (this.pending !== undefined && this.surprises.length === 0) await this.submit();
  }

  private async submit(): Promise<void> {
    this.pending ??= `report-${this.duty.id}-${(this.turn += 1)}`;
    const caller = this.callers[this.turn % this.callers.length];
    const headers = { 'if-match': String(this.version), 'idempotency-key': this.pending };
    try {
      const path = `/api/duties/${this.duty.id}/reports`;
      const reply = await caller?.post(path, { kind: 'full', progress: this.pending }, headers);
      if (reply?.status === 201) {
        this.acknowledged.push(this.pending);
        this.version = reply.json<{ version: number }>().version;
        this.pending = undefined;
        return;
      }
      // 500 and 503 promise that nothing was lost: the page tries again
      if (reply && reply.status >= 500 && isProblem(reply.text)) this.refused += 1;
      else this.surprises.push(`${reply?.status} ${reply?.text}`);
    } catch {
      this.cutOff += 1;
    }
    await sleep(20);
  }
}

function isProblem(text: string): boolean {
  return /^\{"type":"urn:problem:/.test(text) && !/ECONN|SQLITE|terminat|Error:/.test(text);
}
