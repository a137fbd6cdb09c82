import { Module } from '@nestjs/common';
import { Collective, Membership } from './collective.entity';
import { UnitChanges } from './unit-changes.service';
import { UnitSuccession } from './unit-succession.service';
import { UnitController } from './unit.controller';
import { Unit, UnitAlias } from './unit.entity';
import { UnitReading } from './unit-reading.service';
import { UnitSeeding } from './unit-seeding';

export const unitEntities = [Unit, UnitAlias, Collective, Membership];

@Module({
  controllers: [UnitController],
  providers: [UnitChanges, UnitSuccession, UnitReading, UnitSeeding],
  exports: [UnitReading, UnitSeeding],
})
export class UnitsModule {}
