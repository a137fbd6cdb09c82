import { Module } from '@nestjs/common';
import { UnitsModule } from '../units/units.module';
import { ChargeAnswers } from './charge-answers.service';
import { ChargeChanges } from './charge-changes';
import { ChargeController } from './charge.controller';
import { ChargeDays } from './charge-days.service';
import { ChargeDecisions } from './charge-decisions.service';
import { ChargeEnding } from './charge-ending.service';
import { Charge } from './charge.entity';
import { ChargeExpansion } from './charge-expansion.service';
import { ChargeMoves } from './charge-moves';
import { ChargeOfficeController } from './charge-office.controller';
import { ChargeReading } from './charge-reading.service';
import { FirstSeedSteps } from './first-seed-steps';
import { Assignment, Item, Point } from './item.entity';
import { OfficeSettings } from './office-settings.service';
import { PlanChanges } from './plan-changes.service';
import { PlanController } from './plan.controller';
import { Plan } from './plan.entity';
import { PlanReading } from './plan-reading.service';
import { PlanSeeding } from './plan-seeding';
import { Reassignments } from './reassignments.service';
import { RulesInForce } from './rules-in-force.service';
import { SeedingService } from './seeding.service';
import { SeedSteps } from './seed-steps';
import { SettingsController } from './settings.controller';
import { UnitFollowing } from './unit-following.service';

export const planEntities = [Plan, Item, Point, Assignment, Charge];

@Module({
  imports: [UnitsModule],
  controllers: [PlanController, ChargeController, ChargeOfficeController, SettingsController],
  providers: [
    ...[PlanReading, PlanChanges, PlanSeeding, FirstSeedSteps, SeedSteps, SeedingService],
    ...[ChargeReading, ChargeAnswers, ChargeDecisions, ChargeMoves, ChargeChanges, Reassignments],
    ...[ChargeEnding, ChargeExpansion, ChargeDays, UnitFollowing, OfficeSettings, RulesInForce],
  ],
  exports: [
    RulesInForce,
    PlanReading,
    SeedSteps,
    SeedingService,
    ChargeReading,
    ChargeAnswers,
    ChargeChanges,
    ChargeDays,
    ChargeDecisions,
  ],
})
export class PlanModule {}
