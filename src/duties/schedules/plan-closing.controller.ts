import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow } from '../../platform/http/allow';
import { Id } from '../../platform/http/id';
import { IfMatch } from '../../platform/http/if-match';
import { ClosePlanDto } from './plan-closing.dto';
import { PlanClosingService } from './plan-closing.service';
import { ClosedPlanView } from './plan-closing.view';

/** Under /plans, but here: what is owed under a plan belongs to the duties. */
@ApiTags('工作方案')
@Controller('api/plans/:id/closing')
export class PlanClosingController {
  constructor(private readonly closing: PlanClosingService) {}

  /** 结束方案: ends its schedules and says what becomes of open duties. */
  @Post()
  @Allow('schedule.manage')
  @HttpCode(200)
  close(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() dto: ClosePlanDto,
  ): Promise<ClosedPlanView> {
    return this.closing.close(actor, id, version, dto);
  }
}
