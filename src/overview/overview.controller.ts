import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../platform/http/actor';
import { Allow } from '../platform/http/allow';
import { DeskService } from './desk.service';
import { DeskView } from './desk.view';
import { MatrixQuery } from './matrix.dto';
import { MatrixService } from './matrix.service';
import { MatrixView } from './matrix.view';

@ApiTags('总览')
@Controller('api')
export class OverviewController {
  constructor(
    private readonly matrix: MatrixService,
    private readonly desk: DeskService,
  ) {}

  /** 责任矩阵 */
  @Get('matrix')
  @Allow('overview.read')
  showMatrix(@Acting() actor: Actor, @Query() query: MatrixQuery): Promise<MatrixView> {
    return this.matrix.show(actor, query);
  }

  /** 工作台 of the office */
  @Get('overview')
  @Allow('desk.read')
  showDesk(): Promise<DeskView> {
    return this.desk.show();
  }
}
