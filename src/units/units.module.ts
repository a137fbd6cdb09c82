import { Module } from '@nestjs/common';
import { CollectiveController } from './collective.controller';
import { Collective, Membership } from './collective.entity';
import { MemberChanges } from './member-changes.service';
import { UnitChanges } from './unit-changes.service';
import { UnitSuccession } from './unit-succession.service';
import { UnitController } from './unit.controller';
import { Unit, UnitAlias } from './unit.entity';
import { UnitFollowers } from './unit-followers';
import { UnitReading } from './unit-reading.service';
import { UnitSeeding } from './unit-seeding';

export const unitEntities = [Unit, UnitAlias, Collective, Membership];

@Module({
  controllers: [UnitController, CollectiveController],
  providers: [UnitChanges, MemberChanges, UnitSuccession, UnitFollowers, UnitReading, UnitSeeding],
  exports: [UnitReading, UnitSeeding, UnitFollowers],
})
export class UnitsModule {}
