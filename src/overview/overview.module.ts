import { Module } from '@nestjs/common';
import { TargetsModule } from '../targets/targets.module';
import { DeskService } from './desk.service';
import { MatrixService } from './matrix.service';
import { OverviewController } from './overview.controller';

@Module({
  imports: [TargetsModule],
  controllers: [OverviewController],
  providers: [MatrixService, DeskService],
})
export class OverviewModule {}
