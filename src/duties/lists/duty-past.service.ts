import { Injectable } from '@nestjs/common';
import { Calendar } from '../../calendar/calendar';
import type { Day } from '../../domain/day';
import { owedOn } from '../../domain/duty';
import type { DutyState } from '../../domain/duty-state';
import { type Colour, dutyLight, type Light } from '../../domain/lights';
import { MANUAL } from '../../domain/light-sums';
import type { WorkingCalendar } from '../../domain/working-calendar';
import { Database } from '../../platform/database/database';
import { type Sql, sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { offsetOf, type Page, pageOf } from '../../platform/http/page';
import type { DutyQuery } from './duties.dto';
import { lastingFilters, listScope, orderOf, selectDuties } from './duty-query';
import { type DutyListRow, type DutyView, toDutyView } from './duty.view';

/** What the history says of a duty at the end of a day; without an event yet it stood as it opened. */
interface PastRow {
  id: number;
  state: DutyState;
  dueOn: Day;
  round: number;
  colour: Colour | null;
  reason: string | null;
  /** Messages about it until that day. */
  reminded: number;
  urged: number;
}

/** How things stood at the end of a past day, told by history and recorded lights. */
@Injectable()
export class DutyPastService {
  constructor(
    private readonly db: Database,
    private readonly calendar: Calendar,
  ) {}

  async list(actor: Actor, query: DutyQuery, day: Day): Promise<Page<DutyView>> {
    const filters = [...lastingFilters(query), ...pastFilters(query)];
    const scope = listScope(actor, query.parts === 'true');
    const where = sql.join([scope, sql`d.created_on <= ${day}`, ...filters], ' AND ');
    const total = await this.db.row<{ n: number }>(sql`SELECT COUNT(*) AS n ${pastOf(day)} WHERE ${where}`);
    const past = await this.db.rows<PastRow>(sql`
      SELECT d.id, COALESCE(e.to_state, 'open') AS state, COALESCE(e.due_on, d.original_due_on) AS "dueOn",
             COALESCE(e.round, 1) AS round, l.light AS colour, l.reason, ${told('remind', day)} AS reminded,
             ${told('urge', day)} + (SELECT COUNT(*) FROM ladder_step t WHERE t.duty_id = d.id
               AND t.round = COALESCE(e.round, 1) AND t.taken_on <= ${day}) AS urged
      ${pastOf(day)} WHERE ${where} ORDER BY ${orderOf(query)} LIMIT ${query.size} OFFSET ${offsetOf(query)}`);
    return pageOf(query, await this.views(past, day), total?.n ?? 0);
  }

  private async views(past: readonly PastRow[], day: Day): Promise<DutyView[]> {
    const ids = sql.list(past.map(({ id }) => id));
    const rows = await this.db.rows<DutyListRow>(sql`${selectDuties(day)} WHERE d.id IN ${ids}`);
    const present = new Map(rows.map((row) => [row.id, row]));
    const calendar = await this.calendar.current();
    return past.flatMap((then) => {
      const now = present.get(then.id);
      if (!now) return [];
      const row = asOf(now, then);
      return [toDutyView(row, lightThen(row, then, day, calendar), day, calendar)];
    });
  }
}

/**
 * A light is recorded when its colour changes, so its sentence is of that day: of one that counts days, it is said
 * anew as of the day asked for, as long as the facts still give the recorded colour (a person may have set another).
 */
function lightThen(row: DutyListRow, then: PastRow, day: Day, calendar: WorkingCalendar): Light {
  const recorded: Light = { colour: then.colour ?? 'grey', reason: then.reason ?? '当日没有记录', on: null };
  const counts = ['red', 'yellow', 'blue'].includes(recorded.colour) && row.owedOn !== null;
  if (!counts || recorded.reason.startsWith(MANUAL)) return recorded;
  const firstHandedAt = row.handedAt === null ? null : new Date(row.handedAt);
  const { reminded, urged } = then;
  const told = { reminded, urged, holds: [], waivedFor: null, notInvolvedOn: null };
  const facts = { ...row, firstHandedAt, ...told, ladderBase: null };
  const light = dutyLight(facts, day, calendar);
  return light.colour === recorded.colour ? light : recorded;
}

function asOf(now: DutyListRow, then: PastRow): DutyListRow {
  const { state, dueOn, round } = then;
  const fixBy = round === now.round ? now.fixBy : null;
  const handed = state !== 'open' && state !== 'waived';
  const handedAt = handed ? now.handedAt : null;
  return {
    ...now,
    state,
    dueOn,
    round,
    fixBy,
    handedAt,
    holdReason: null,
    owedOn: owedOn({ state, dueOn, fixBy }),
  };
}

/** Notices of a kind about d in the round of that day, until it. */
const told = (kind: string, day: Day): Sql => sql`(SELECT COUNT(*) FROM notice n WHERE n.unit_id = d.unit_id
  AND n.duty_id = d.id AND n.round = COALESCE(e.round, 1) AND n.kind = ${kind} AND n.outcome <> 'merged' AND n.day <= ${day})`;

/** Aliases d, e (its last event until that day), l (its light of that day), s, i, u. */
function pastOf(day: Day): Sql {
  return sql`
    FROM duty d JOIN schedule s ON s.id = d.schedule_id JOIN item i ON i.id = d.item_id JOIN unit u ON u.id = d.unit_id
    LEFT JOIN duty_event e ON e.duty_id = d.id AND e.n =
         (SELECT MAX(pe.n) FROM duty_event pe WHERE pe.duty_id = d.id AND pe.on_day <= ${day})
    LEFT JOIN light_change l ON l.duty_id = d.id AND l.from_on =
         (SELECT MAX(pl.from_on) FROM light_change pl WHERE pl.duty_id = d.id AND pl.from_on <= ${day})`;
}

function pastFilters({ state, light, overdue, asOf: day }: DutyQuery): Sql[] {
  const filters: Sql[] = [];
  if (state !== undefined) filters.push(sql`COALESCE(e.to_state, 'open') = ${state}`);
  if (light !== undefined) filters.push(sql`COALESCE(l.light, 'grey') = ${light}`);
  const late = sql`(COALESCE(e.to_state, 'open') = 'open' AND COALESCE(e.due_on, d.original_due_on) < ${day ?? ''})`;
  if (overdue !== undefined) filters.push(overdue === 'true' ? late : sql`NOT ${late}`);
  return filters;
}
