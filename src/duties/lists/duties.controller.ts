import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../platform/clock/clock';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow } from '../../platform/http/allow';
import { Id } from '../../platform/http/id';
import { ApiPage, type Page } from '../../platform/http/page';
import { DutyQuery, OverrideLightDto } from './duties.dto';
import { DutyChronicle } from './duty-chronicle.service';
import { DutyListService } from './duty-list.service';
import { DutyPastService } from './duty-past.service';
import { type DutyDetail } from './duty-clocks.view';
import { type DutyEventView, DutyView } from './duty.view';
import { LightsService } from './lights.service';

@ApiTags('报送任务')
@Controller('api/duties')
export class DutiesController {
  constructor(
    private readonly present: DutyListService,
    private readonly past: DutyPastService,
    private readonly chronicle: DutyChronicle,
    private readonly clock: Clock,
  ) {}

  /** 报送任务, each with its light; with `asOf` as they stood at the end of that day. */
  @Get()
  @Allow('duty.read')
  @ApiPage(DutyView)
  list(@Acting() actor: Actor, @Query() query: DutyQuery): Promise<Page<DutyView>> {
    const { asOf } = query;
    const past = asOf !== undefined && asOf < this.clock.today();
    return past ? this.past.list(actor, query, asOf) : this.present.list(actor, query);
  }

  /** One duty with its light and its four clocks. */
  @Get(':id')
  @Allow('duty.read')
  one(@Acting() actor: Actor, @Id() id: number): Promise<DutyDetail> {
    return this.present.detail(actor, id);
  }

  /** Its history, beginning with the opening. */
  @Get(':id/events')
  @Allow('duty.read')
  events(@Acting() actor: Actor, @Id() id: number): Promise<DutyEventView[]> {
    return this.chronicle.of(actor, id);
  }
}

@ApiTags('报送任务')
@Controller('api/duties/:id/light-overrides')
export class LightOverridesController {
  constructor(
    private readonly lights: LightsService,
    private readonly present: DutyListService,
  ) {}

  /** 人工调整 */
  @Post()
  @Allow('schedule.manage')
  @HttpCode(200)
  async override(@Acting() actor: Actor, @Id() id: number, @Body() dto: OverrideLightDto): Promise<DutyView> {
    await this.lights.override(actor, id, dto);
    return this.present.one(actor, id);
  }
}
