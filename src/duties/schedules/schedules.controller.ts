import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow } from '../../platform/http/allow';
import { Id } from '../../platform/http/id';
import { IfMatch } from '../../platform/http/if-match';
import { ApiPage, offsetOf, type Page, pageOf, PageQuery } from '../../platform/http/page';
import { ScheduleDesign } from './schedule-design.service';
import { SchedulePreviewService } from './schedule-preview.service';
import { ScheduleReading } from './schedule-reading.service';
import { type SchedulePreviewView, ScheduleView } from './schedule.view';
import { ChangeDueRuleDto, CreateScheduleDto, EndScheduleDto, SwitchOffDto } from './schedules.dto';
import { SchedulesService } from './schedules.service';

@ApiTags('报送制度')
@Controller('api/schedules')
export class SchedulesController {
  constructor(
    private readonly reading: ScheduleReading,
    private readonly schedules: SchedulesService,
    private readonly design: ScheduleDesign,
    private readonly previews: SchedulePreviewService,
  ) {}

  /** 报送制度, by plan. */
  @Get()
  @Allow('schedule.read')
  @ApiPage(ScheduleView)
  async list(@Query() query: PageQuery): Promise<Page<ScheduleView>> {
    const all = await this.reading.all();
    return pageOf(query, all.slice(offsetOf(query), offsetOf(query) + query.size), all.length);
  }

  /** One schedule with its rule. */
  @Get(':id')
  @Allow('schedule.read')
  one(@Id() id: number): Promise<ScheduleView> {
    return this.reading.one(id);
  }

  /** A new schedule stands in trial: nobody is told of it before it is released. */
  @Post()
  @Allow('schedule.manage')
  async create(@Acting() actor: Actor, @Body() dto: CreateScheduleDto): Promise<ScheduleView> {
    return this.reading.one(await this.schedules.create(actor, dto));
  }

  /** The dates and the load it would make; changes nothing. */
  @Post('preview')
  @Allow('schedule.manage')
  @HttpCode(200)
  async preview(@Body() dto: CreateScheduleDto): Promise<SchedulePreviewView> {
    return this.previews.preview(await this.design.draw(dto));
  }

  /** For periods that have not opened yet. */
  @Post(':id/due-rule')
  @Allow('schedule.manage')
  @HttpCode(200)
  async changeDueRule(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() dto: ChangeDueRuleDto,
  ): Promise<ScheduleView> {
    await this.schedules.changeDueRule(actor, id, version, dto);
    return this.reading.one(id);
  }

  /** 停用: no further period opens; open duties stay or are waived. */
  @Post(':id/switch-off')
  @Allow('schedule.manage')
  @HttpCode(200)
  async switchOff(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() dto: SwitchOffDto,
  ): Promise<ScheduleView> {
    await this.schedules.switchOff(actor, id, version, dto);
    return this.reading.one(id);
  }

  /** 启用: goes on where it was switched off. */
  @Post(':id/switch-on')
  @Allow('schedule.manage')
  @HttpCode(200)
  async switchOn(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
  ): Promise<ScheduleView> {
    await this.schedules.switchOn(actor, id, version);
    return this.reading.one(id);
  }

  /** After its last period nothing more is opened. */
  @Post(':id/ending')
  @Allow('schedule.manage')
  @HttpCode(200)
  async end(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() dto: EndScheduleDto,
  ): Promise<ScheduleView> {
    await this.schedules.end(actor, id, version, dto);
    return this.reading.one(id);
  }
}
