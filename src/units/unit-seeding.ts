import { Injectable } from '@nestjs/common';
import { Corrections } from '../audit/corrections';
import type { Day } from '../domain/day';
import { type Aligned, align } from '../platform/database/align';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';

/** A unit of seeds/units.yaml. */
export interface SeededUnit {
  code: string;
  name: string;
  fullName: string;
  uncertain: boolean;
  kind: string;
  matrixName: string;
  aliases: readonly string[];
  order: number;
}

/** A collective of seeds/collectives.yaml; members by the unit's name in units.yaml. */
export interface SeededCollective {
  name: string;
  aliases: readonly string[];
  members: readonly { member: string; since: Day; until: Day | null }[];
}

/** Units, their other names and the collectives, as the files say; what a person corrected since stays. */
@Injectable()
export class UnitSeeding {
  constructor(
    private readonly db: Database,
    private readonly corrections: Corrections,
  ) {}

  /** Inside a write, as all of these. */
  async units(units: readonly SeededUnit[]): Promise<Aligned> {
    const corrected = await this.corrections.corrected('unit');
    const fields: Record<string, string> = {
      full_name: 'fullName',
      matrix_name: 'matrixName',
      name_confirmed: 'fullName',
    };
    return align(this.db, {
      table: 'unit',
      key: ['code'],
      rows: units.map((unit) => ({
        code: unit.code,
        name: unit.name,
        full_name: unit.fullName,
        matrix_name: unit.matrixName,
        kind: unit.kind,
        sort: unit.order,
        name_confirmed: unit.uncertain ? 0 : 1,
      })),
      first: { counterpart: '', office_phone: '', version: 1 },
      keeps: (id, column) => corrected.has(`${id}.${fields[column] ?? column}`),
    });
  }

  async aliases(units: readonly SeededUnit[]): Promise<Aligned> {
    const ids = await this.idsByCode();
    const rows = units.flatMap(({ code, aliases }) =>
      aliases.map((name) => ({ name, unit_id: demand(ids, code) })),
    );
    return align(this.db, { table: 'unit_alias', key: ['name'], rows });
  }

  async collectives(collectives: readonly SeededCollective[]): Promise<Aligned> {
    const rows = collectives.map(({ name, aliases }) => ({ name, aliases: JSON.stringify(aliases) }));
    return align(this.db, { table: 'collective', key: ['name'], rows });
  }

  /** @param units the same files' units: the office may have renamed a unit since, its code stays. */
  async memberships(
    collectives: readonly SeededCollective[],
    units: readonly SeededUnit[],
  ): Promise<Aligned> {
    const codes = new Map(units.map(({ name, code }) => [name, code]));
    const ids = await this.idsByCode();
    const named = await this.db.rows<{ id: number; name: string }>(sql`SELECT id, name FROM collective`);
    const collectiveIds = new Map(named.map(({ id, name }) => [name, id]));
    const corrected = await this.corrections.corrected('membership');
    return align(this.db, {
      table: 'membership',
      key: ['collective_id', 'unit_id', 'plan_id', 'since'],
      rows: collectives.flatMap(({ name, members }) =>
        members.map(({ member, since, until }) => ({
          collective_id: demand(collectiveIds, name),
          unit_id: demand(ids, demand(codes, member)),
          plan_id: 0,
          since,
          until,
        })),
      ),
      keeps: (id, column) => corrected.has(`${id}.${column}`),
    });
  }

  /** Unit ids by code. */
  async idsByCode(): Promise<Map<string, number>> {
    const rows = await this.db.rows<{ id: number; code: string }>(sql`SELECT id, code FROM unit`);
    return new Map(rows.map(({ id, code }) => [code, id]));
  }
}

/** The files were checked: a name that leads nowhere is a mistake of ours. */
function demand<T>(known: ReadonlyMap<string, T>, name: string): T {
  const found = known.get(name);
  if (found === undefined) throw new Error(`the seeds name ${name}, which is nowhere`);
  return found;
}
