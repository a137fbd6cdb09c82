import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { Corrections } from '../audit/corrections';
import { refuse } from '../domain/refusal';
import { Database } from '../platform/database/database';
import { sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { InvalidInput, Refused } from '../platform/http/refused';
import { UNIT_KINDS } from './unit.entity';
import type { CorrectableField } from './unit.dto';
import { loadUnit, setUnit, type UnitFacts } from './unit-facts';

/** Column, longest value in characters, and whether it may be empty. */
const FIELDS: Record<CorrectableField, { column: string; longest: number; mayBeEmpty: boolean }> = {
  name: { column: 'name', longest: 60, mayBeEmpty: false },
  fullName: { column: 'full_name', longest: 120, mayBeEmpty: false },
  matrixName: { column: 'matrix_name', longest: 4, mayBeEmpty: false },
  counterpart: { column: 'counterpart', longest: 120, mayBeEmpty: true },
  officePhone: { column: 'office_phone', longest: 40, mayBeEmpty: true },
  kind: { column: 'kind', longest: 12, mayBeEmpty: false },
};

/** 更正, 别名. The code never changes, and nothing is deleted. */
@Injectable()
export class UnitChanges {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly corrections: Corrections,
  ) {}

  /** The old value stays in the history; an old name goes on being understood as an alias. */
  async correct(
    by: Actor,
    unitId: number,
    version: number,
    { field, value, reason }: { field: CorrectableField; value: string; reason: string },
  ): Promise<void> {
    const newValue = value.trim();
    requireFitting(field, newValue);
    await this.db.write(async () => {
      const unit = await loadUnit(this.db, unitId, version);
      const confirms = field === 'fullName' && unit.nameConfirmed === 0;
      if (unit[field] === newValue && !confirms) throw new Refused(refuse('nothing-changes'));
      if (field === 'name') await this.rename(unit, newValue);
      const also = field === 'fullName' ? sql`, name_confirmed = 1` : sql``;
      await setUnit(this.db, unitId, version, sql`${sql.raw(FIELDS[field].column)} = ${newValue}${also}`);
      const change = { field, oldValue: unit[field], newValue, reason };
      await this.corrections.keep(by, {
        subject: 'unit',
        subjectId: unitId,
        version: version + 1,
        ...change,
      });
    });
  }

  async addAlias(by: Actor, unitId: number, name: string): Promise<void> {
    await this.db.write(async () => {
      const unit = await loadUnit(this.db, unitId);
      await this.requireFreeName(name, unitId);
      const added = await this.db.changed(
        sql`INSERT INTO unit_alias (name, unit_id) VALUES (${name}, ${unitId}) ON CONFLICT DO NOTHING`,
      );
      if (added !== 1) throw new Refused(refuse('nothing-changes'));
      const facts = { name };
      this.audit.note(by, {
        action: 'unit.alias-added',
        subject: 'unit',
        subjectId: unitId,
        version: unit.version,
        facts,
      });
    });
  }

  private async rename(unit: UnitFacts, name: string): Promise<void> {
    await this.requireFreeName(name, unit.id);
    await this.db.changed(sql`DELETE FROM unit_alias WHERE name = ${name} AND unit_id = ${unit.id}`);
    await this.db.changed(
      sql`INSERT INTO unit_alias (name, unit_id) VALUES (${unit.name}, ${unit.id}) ON CONFLICT DO NOTHING`,
    );
  }

  /** A printed name must mean one unit or one collective. */
  private async requireFreeName(name: string, unitId: number): Promise<void> {
    const taken = await this.db.row(sql`
      SELECT id FROM unit WHERE name = ${name} AND id <> ${unitId}
      UNION ALL SELECT id FROM unit_alias WHERE name = ${name} AND unit_id <> ${unitId}
      UNION ALL SELECT id FROM collective WHERE name = ${name}`);
    if (taken) throw new Refused(refuse('unit-name-taken', { name }));
  }
}

function requireFitting(field: CorrectableField, value: string): void {
  const { longest, mayBeEmpty } = FIELDS[field];
  const wrong = (message: string) => new InvalidInput([{ field: 'value', message }]);
  if (value === '' && !mayBeEmpty) throw wrong('请填写');
  if (Array.from(value).length > longest) throw wrong(`不能超过${longest}个字`);
  if (field === 'kind' && !UNIT_KINDS.some((kind) => kind === value))
    throw wrong(`只能是以下之一:${UNIT_KINDS.join(', ')}`);
}
