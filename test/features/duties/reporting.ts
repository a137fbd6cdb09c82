import type { Database } from '../../../src/platform/database/database';
import { sql } from '../../../src/platform/database/sql';
import { type Agent, type Answer, as } from '../../support/app';
import { openDutiesApp, type World } from './duties-app';

/** A released fourth quarter, on the morning of `day`: parts are due on 2026-12-21, leads' reports on 2026-12-25. */
export async function openReporting(db: Database, day = '2026-12-14'): Promise<Reporting> {
  const world = await openDutiesApp(db, '2026-11-23');
  await world.appointContacts();
  await world.openDue('2026-11-23');
  await world.release();
  world.goTo(day);
  return new Reporting(world);
}

export const FULL = { kind: 'full', progress: '新增获证企业12家' };
export const NIL = { kind: 'nil' };

/** The people of the fourth quarter, through HTTP as they come. */
export class Reporting {
  constructor(readonly world: World) {}

  get db(): Database {
    return this.world.db;
  }

  /** Sessions end after half an hour: whoever comes on another day signs in anew. */
  unit(code: string): Promise<Agent> {
    return as(this.world.app, 'unit', code);
  }

  office(homeUnit?: string): Promise<Agent> {
    return as(this.world.app, 'office', homeUnit);
  }

  duty(item: string, unit: string, period = '2026Q4') {
    return this.world.duty(item, unit, period);
  }

  /** Hands in what the unit owes for the item, at the version it has now. */
  async handIn(
    agent: Agent,
    item: string,
    unit: string,
    body: object = FULL,
    period = '2026Q4',
  ): Promise<Answer> {
    const { id, version } = await this.duty(item, unit, period);
    return agent.post(`/api/duties/${id}/reports`, body, ifMatch(version));
  }

  /** The same, for the report's id. */
  async handedIn(agent: Agent, item: string, unit: string, body: object = FULL): Promise<number> {
    const answer = await this.handIn(agent, item, unit, body);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json<{ reportId: number }>().reportId;
  }

  /** A step on a report at the version its duty has now: acceptance, return, send-back. */
  async on(agent: Agent, reportId: number, step: string, body: object = {}): Promise<Answer> {
    const row = await this.db.row<{ version: number }>(
      sql`SELECT d.version FROM duty d JOIN report r ON r.duty_id = d.id WHERE r.id = ${reportId}`,
    );
    return agent.post(`/api/reports/${reportId}/${step}`, body, ifMatch(row?.version ?? 0));
  }

  history(dutyId: number): Promise<{ kind: string; fromState: string; toState: string; reason: string }[]> {
    return this.db.rows(sql`
      SELECT kind, from_state AS "fromState", to_state AS "toState", reason FROM duty_event
       WHERE duty_id = ${dutyId} ORDER BY n`);
  }

  notices(kind: string): Promise<{ unitId: number; audience: string; dutyId: number; facts: string }[]> {
    return this.db.rows(sql`
      SELECT unit_id AS "unitId", audience, duty_id AS "dutyId", facts FROM notice WHERE kind = ${kind} ORDER BY id`);
  }

  /** What no refused request may change. */
  async fingerprint(): Promise<string> {
    const tables = [
      'duty',
      'report',
      'review',
      'extension',
      'dispute',
      'draft',
      'duty_event',
      'duty_hold',
      'notice',
    ];
    const states = [];
    for (const table of tables)
      states.push(await this.db.rows(sql`SELECT * FROM ${sql.raw(table)} ORDER BY id`));
    return JSON.stringify(states);
  }
}

export const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });
/** For a text within a text, without Jest's any. */
export const saying = (text: string): unknown => expect.stringContaining(text);

export const codeOf = (answer: Answer): string => answer.json<{ code: string }>().code;
