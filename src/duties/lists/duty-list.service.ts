import { Injectable } from '@nestjs/common';
import { Calendar } from '../../calendar/calendar';
import { refuse } from '../../domain/refusal';
import { Clock } from '../../platform/clock/clock';
import { Database } from '../../platform/database/database';
import { sql } from '../../platform/database/sql';
import { wideRows } from '../../platform/database/wide-rows';
import type { Actor } from '../../platform/http/actor';
import { offsetOf, type Page, pageOf } from '../../platform/http/page';
import { Refused } from '../../platform/http/refused';
import type { DutyQuery } from './duties.dto';
import { DutyClocks } from './duty-clocks.service';
import type { DutyDetail } from './duty-clocks.view';
import { DUTY_COLUMNS, lastingFilters, listScope, orderOf, presentFilters, selectDuties } from './duty-query';
import { type DutyListRow, type DutyView, toDutyView } from './duty.view';
import { lightsOf } from './light-facts';
import { readableDuties } from '../reports/report-scope';

/** Duties as they stand today: one count and one page of explicit columns, whatever the filter. */
@Injectable()
export class DutyListService {
  constructor(
    private readonly db: Database,
    private readonly calendar: Calendar,
    private readonly clock: Clock,
    private readonly clocks: DutyClocks,
  ) {}

  async list(actor: Actor, query: DutyQuery): Promise<Page<DutyView>> {
    const today = this.clock.today();
    const calendar = await this.calendar.current();
    const filters = [...lastingFilters(query), ...presentFilters(query, today, calendar)];
    const where = sql.join([listScope(actor, query.parts === 'true'), ...filters], ' AND ');
    const schedules = query.light === undefined ? sql`` : sql`JOIN schedule s ON s.id = d.schedule_id`;
    const total = await this.db.row<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM duty d ${schedules} WHERE ${where}`,
    );
    const page = sql`${selectDuties(today)} WHERE ${where} ORDER BY ${orderOf(query)}
      LIMIT ${query.size} OFFSET ${offsetOf(query)}`;
    const rows = await wideRows<DutyListRow>(this.db, DUTY_COLUMNS, page);
    const lights = await lightsOf(this.db, rows, today, calendar);
    const views = rows.flatMap((row) => {
      const light = lights.get(row.id);
      return light ? [toDutyView(row, light, today, calendar)] : [];
    });
    return pageOf(query, views, total?.n ?? 0);
  }

  async detail(actor: Actor, id: number): Promise<DutyDetail> {
    const view = await this.one(actor, id);
    return Object.assign(view, { clocks: await this.clocks.of(id, this.clock.today()) });
  }

  async one(actor: Actor, id: number): Promise<DutyView> {
    const today = this.clock.today();
    const calendar = await this.calendar.current();
    const rows = await this.db.rows<DutyListRow>(
      sql`${selectDuties(today)} WHERE d.id = ${id} AND ${readableDuties(actor)}`,
    );
    const [row] = rows;
    const light = row && (await lightsOf(this.db, rows, today, calendar)).get(id);
    if (!row || !light) throw new Refused(refuse('not-found'));
    return toDutyView(row, light, today, calendar);
  }
}
