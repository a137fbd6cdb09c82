import { Module } from '@nestjs/common';
import { PlanModule } from '../plan/plan.module';
import { TargetsModule } from '../targets/targets.module';
import { DeskService } from './desk.service';
import { MatrixService } from './matrix.service';
import { OverviewController } from './overview.controller';

@Module({
  imports: [PlanModule, TargetsModule],
  controllers: [OverviewController],
  providers: [MatrixService, DeskService],
})
export class OverviewModule {}
