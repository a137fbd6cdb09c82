import type { Day } from '../../domain/day';
import type { WorkingCalendar } from '../../domain/working-calendar';
import { type Sql, sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import type { DutyQuery } from './duties.dto';
import type { DutyListRow } from './duty.view';
import { lightColumns } from './light-facts';
import { shownLightSql } from './light-sql';

/** The list's columns and joins: aliases d (duty), s (schedule), i (item), u (unit), po (its period's opening). */
export function selectDuties(today: Day): Sql {
  return sql`
    SELECT ${lightColumns(today)}, d.schedule_id AS "scheduleId", d.role, d.version, d.round, d.fix_by AS "fixBy",
           d.item_id AS "itemId", i.code AS "itemCode", i.label, i.short_name AS "shortName", d.unit_id AS "unitId",
           u.name AS "unitName", po.due_why AS why, po.provisional,
           (SELECT MAX(r.revision) FROM report r WHERE r.duty_id = d.id AND r.state = 'standing') AS "reportRevision"
      FROM duty d JOIN schedule s ON s.id = d.schedule_id JOIN item i ON i.id = d.item_id JOIN unit u ON u.id = d.unit_id
      LEFT JOIN period_open po ON po.schedule_id = d.schedule_id AND po.period = d.period`;
}

/** The names of its columns, complete because the compiler compares them with the row. */
export const DUTY_COLUMNS: Readonly<Record<keyof DutyListRow, true>> = {
  ...{ id: true, state: true, counts: true, period: true, opensOn: true, originalDueOn: true, dueOn: true },
  ...{ owedOn: true, openedLate: true, ladderBase: true, handedAt: true, waivedFor: true, holdReason: true },
  ...{ reminded: true, urged: true, overrideId: true, notInvolvedAt: true, scheduleId: true, role: true },
  ...{ version: true, round: true, fixBy: true, itemId: true, itemCode: true, label: true, shortName: true },
  ...{ unitId: true, unitName: true, why: true, provisional: true, reportRevision: true },
};

/** A unit sees its own duties, and on request the parts of the items it leads; the others see all. */
export function listScope(actor: Actor, parts: boolean): Sql {
  if (actor.role !== 'unit') return sql`1 = 1`;
  const units = sql.list(actor.unitIds);
  if (!parts) return sql`d.unit_id IN ${units}`;
  // a union, not an OR: each half finds its rows by an index
  return sql`d.id IN (SELECT own.id FROM duty own WHERE own.unit_id IN ${units} UNION
    SELECT part.id FROM duty led JOIN duty part
        ON part.item_id = led.item_id AND part.lead_period = led.lead_period AND part.role = 'support'
     WHERE led.unit_id IN ${units} AND led.role = 'lead')`;
}

const ORDERS: Record<DutyQuery['sort'], string> = {
  // duties are made in document order and 建制顺序, so their ids are in it
  order: 'd.id',
  due: 'd.due_on, d.id',
  '-due': 'd.due_on DESC, d.id',
  unit: 'u.sort, d.id',
  item: 'i.sort, u.sort, d.id',
  '-period': 'd.opens_on DESC, d.id',
};

export function orderOf(query: DutyQuery): Sql {
  return sql.raw(ORDERS[query.sort]);
}

/** Conditions on what a duty is, whatever the day. */
export function lastingFilters(query: DutyQuery): Sql[] {
  const { unit, item, schedule, plan, role, period, q } = query;
  const filters: Sql[] = [];
  if (unit !== undefined) filters.push(sql`d.unit_id = ${unit}`);
  if (item !== undefined) filters.push(sql`d.item_id = ${item}`);
  if (schedule !== undefined) filters.push(sql`d.schedule_id = ${schedule}`);
  if (plan !== undefined)
    filters.push(sql`d.schedule_id IN (SELECT sp.id FROM schedule sp WHERE sp.plan_id = ${plan})`);
  if (role !== undefined) filters.push(sql`d.role = ${role}`);
  if (period !== undefined) filters.push(sql`d.period = ${period}`);
  if (q !== undefined) filters.push(named(q));
  return filters;
}

/** Conditions on how it stands today. */
export function presentFilters(query: DutyQuery, today: Day, calendar: WorkingCalendar): Sql[] {
  const { state, overdue, light } = query;
  const filters: Sql[] = [];
  if (state !== undefined) filters.push(sql`d.state = ${state}`);
  if (overdue === 'true') filters.push(sql`d.owed_on < ${today}`);
  if (overdue === 'false') filters.push(sql`(d.owed_on IS NULL OR d.owed_on >= ${today})`);
  if (light !== undefined) filters.push(sql`${shownLightSql(today, calendar)} = ${light}`);
  return filters;
}

/** 任务6, 示范区, 修水: words as part of a name, with LIKE's own signs taken as letters. */
function named(words: string): Sql {
  const pattern = `%${words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const like = (column: string) => sql`${sql.raw(column)} LIKE ${pattern} ESCAPE '\\'`;
  return sql`(d.item_id IN (SELECT iq.id FROM item iq WHERE ${like('iq.label')} OR ${like('iq.short_name')} OR ${like('iq.title')})
    OR d.unit_id IN (SELECT uq.id FROM unit uq WHERE ${like('uq.name')} OR ${like('uq.matrix_name')}))`;
}
