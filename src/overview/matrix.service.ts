import { Injectable } from '@nestjs/common';
import { Calendar } from '../calendar/calendar';
import { type Light } from '../domain/lights';
import { itemLight, unitLight } from '../domain/light-sums';
import { periodOf, sayPeriod } from '../domain/period';
import { refuse } from '../domain/refusal';
import { toLightView } from '../duties/lists/duty.view';
import { grouped } from '../duties/lists/grouped';
import { Clock } from '../platform/clock/clock';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { Refused } from '../platform/http/refused';
import { TargetReading } from '../targets/target-reading.service';
import { type MatrixDuty, matrixCharges, type MatrixScope, pastDuties, presentDuties } from './matrix-facts';
import type { MatrixQuery } from './matrix.dto';
import type { MatrixCellView, MatrixItemView, MatrixUnitView, MatrixView } from './matrix.view';

/** 责任矩阵: who leads and who supports what, and how it stands, on one page (domain §7). */
@Injectable()
export class MatrixService {
  constructor(
    private readonly db: Database,
    private readonly calendar: Calendar,
    private readonly clock: Clock,
    private readonly targets: TargetReading,
  ) {}

  /** A unit sees its own column. */
  async show(actor: Actor, query: MatrixQuery): Promise<MatrixView> {
    const today = this.clock.today();
    const day = query.asOf !== undefined && query.asOf < today ? query.asOf : today;
    const units = actor.role === 'unit' ? sql`u.id IN ${sql.list(actor.unitIds)}` : sql`1 = 1`;
    const period = query.period ?? periodOf('quarter', day);
    const scope = { planId: await this.planId(query.plan), period, day, units };
    const duties =
      day < today
        ? await pastDuties(this.db, scope)
        : await presentDuties(this.db, scope, await this.calendar.current());
    const cells = await this.cells(scope, duties);
    return {
      ...{ period, periodText: sayPeriod(period), asOf: day, cells },
      units: await this.units(cells, duties),
      items: await this.items(scope.planId, duties),
    };
  }

  private async cells(scope: MatrixScope, duties: readonly MatrixDuty[]): Promise<MatrixCellView[]> {
    const byCell = new Map(duties.map((duty) => [`${duty.itemId}/${duty.unitId}`, duty]));
    const charges = await matrixCharges(this.db, scope);
    return charges.map(({ unitId, itemId, role, notInvolved }) => {
      const duty = byCell.get(`${itemId}/${unitId}`);
      const mark = notInvolved === 1 ? '—' : role === 'lead' ? '●' : '○';
      return {
        unitId,
        itemId,
        role,
        mark,
        dutyId: duty?.id ?? null,
        light: duty ? toLightView(duty.light) : null,
      };
    });
  }

  private async units(
    cells: readonly MatrixCellView[],
    duties: readonly MatrixDuty[],
  ): Promise<MatrixUnitView[]> {
    const own = grouped(duties, ({ unitId }) => unitId);
    const charged = [...new Set(cells.map(({ unitId }) => unitId))];
    const rows = await this.db.rows<Omit<MatrixUnitView, 'light'>>(sql`
      SELECT u.id, u.name, u.matrix_name AS "matrixName", u.kind FROM unit u
       WHERE u.id IN ${sql.list(charged)} ORDER BY u.sort`);
    return rows.map((row) => {
      const lights = (own.get(row.id) ?? []).map(({ light }) => light);
      return { ...row, light: toLightView(unitLight(lights)) };
    });
  }

  private async items(planId: number, duties: readonly MatrixDuty[]): Promise<MatrixItemView[]> {
    const own = grouped(duties, ({ itemId }) => itemId);
    const targets = await this.targetLights(planId);
    const rows = await this.db.rows<Omit<MatrixItemView, 'light'>>(sql`
      SELECT i.id, i.label, i.short_name AS "shortName" FROM item i WHERE i.plan_id = ${planId} ORDER BY i.sort`);
    return rows.map((row) => {
      const asked = own.get(row.id) ?? [];
      const parts = asked.filter(({ role }) => role === 'support');
      const light = itemLight({
        leads: asked.filter(({ role }) => role === 'lead').map((lead) => lead.light),
        targets: targets.get(row.id) ?? [],
        parts: {
          total: parts.length,
          handedIn: parts.filter(({ handedIn }) => handedIn).length,
          overdue: parts.filter(({ overdue }) => overdue).length,
        },
      });
      return { ...row, light: toLightView(light) };
    });
  }

  private async targetLights(plan: number): Promise<Map<number, Light[]>> {
    const { rows } = await this.targets.list({ plan, page: 1, size: 200 });
    const ofItems = rows.flatMap(({ itemId, light }) =>
      itemId === null ? [] : [{ itemId, light: { colour: light.colour, reason: light.reason, on: null } }],
    );
    const byItem = grouped(ofItems, ({ itemId }) => itemId);
    return new Map([...byItem].map(([itemId, targets]) => [itemId, targets.map(({ light }) => light)]));
  }

  private async planId(wanted: number | undefined): Promise<number> {
    const which = wanted === undefined ? sql`state = 'live'` : sql`id = ${wanted}`;
    const plan = await this.db.row<{ id: number }>(
      sql`SELECT id FROM plan WHERE ${which} ORDER BY issued_on DESC, id LIMIT 1`,
    );
    if (!plan) throw new Refused(refuse('not-found'));
    return plan.id;
  }
}
