import { Module } from '@nestjs/common';
import { PlanModule } from '../plan/plan.module';
import { TargetChanges } from './target-changes.service';
import { TargetController } from './target.controller';
import { Reading, Target } from './target.entity';
import { TargetReading } from './target-reading.service';
import { TargetSeeding } from './target-seeding';

export const targetEntities = [Target, Reading];

@Module({
  imports: [PlanModule],
  controllers: [TargetController],
  providers: [TargetChanges, TargetReading, TargetSeeding],
  exports: [TargetReading],
})
export class TargetsModule {}
