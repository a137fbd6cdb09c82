import { Module } from '@nestjs/common';
import { UnitsModule } from '../units/units.module';
import { ChargeAnswers } from './charge-answers.service';
import { ChargeChanges } from './charge-changes';
import { ChargeController } from './charge.controller';
import { ChargeDecisions } from './charge-decisions.service';
import { Charge } from './charge.entity';
import { ChargeMoves } from './charge-moves';
import { ChargeOfficeController } from './charge-office.controller';
import { ChargeReading } from './charge-reading.service';
import { FirstSeedSteps } from './first-seed-steps';
import { Assignment, Item, Point } from './item.entity';
import { PlanChanges } from './plan-changes.service';
import { PlanController } from './plan.controller';
import { Plan } from './plan.entity';
import { PlanReading } from './plan-reading.service';
import { PlanSeeding } from './plan-seeding';
import { Reassignments } from './reassignments.service';
import { RulesInForce } from './rules-in-force.service';
import { SeedingService } from './seeding.service';
import { SeedSteps } from './seed-steps';

export const planEntities = [Plan, Item, Point, Assignment, Charge];

@Module({
  imports: [UnitsModule],
  controllers: [PlanController, ChargeController, ChargeOfficeController],
  providers: [
    ...[PlanReading, PlanChanges, PlanSeeding, FirstSeedSteps, SeedSteps, SeedingService],
    ...[ChargeReading, ChargeAnswers, ChargeDecisions, ChargeMoves, ChargeChanges, Reassignments],
    RulesInForce,
  ],
  exports: [
    RulesInForce,
    PlanReading,
    SeedSteps,
    SeedingService,
    ChargeAnswers,
    ChargeChanges,
    ChargeDecisions,
  ],
})
export class PlanModule {}
