import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow, MayAnswer } from '../../platform/http/allow';
import { Id } from '../../platform/http/id';
import { Idempotent } from '../../platform/http/idempotent';
import { IfMatch } from '../../platform/http/if-match';
import { ReleaseService } from './release.service';
import { SchedulePreviewService } from './schedule-preview.service';
import { ScheduleReading } from './schedule-reading.service';
import { type ReleasePreviewView, ScheduleView } from './schedule.view';
import { ReleaseDto, ReleaseTogetherDto } from './schedules.dto';

@ApiTags('下发')
@Controller('api')
export class ReleaseController {
  constructor(
    private readonly releases: ReleaseService,
    private readonly previews: SchedulePreviewService,
    private readonly reading: ScheduleReading,
  ) {}

  /** What every unit will be asked, and how it could be less. */
  @Get('schedules/:id/release-preview')
  @Allow('duty.release')
  preview(@Id() id: number): Promise<ReleasePreviewView> {
    return this.previews.releasePreview(id);
  }

  /** 下发 of one schedule. */
  @Post('schedules/:id/release')
  @Allow('duty.release')
  @Idempotent()
  @HttpCode(200)
  async release(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() dto: ReleaseDto,
  ): Promise<ScheduleView> {
    await this.releases.release(actor, [{ id, version }], dto);
    return this.reading.one(id);
  }

  /** 下发 of several schedules by one notice: all or none. */
  @Post('releases')
  @Allow('duty.release')
  @MayAnswer(412)
  @Idempotent()
  async releaseTogether(@Acting() actor: Actor, @Body() dto: ReleaseTogetherDto): Promise<ScheduleView[]> {
    const { schedules, ...terms } = dto;
    await this.releases.release(actor, schedules, terms);
    const released = new Set(schedules.map(({ id }) => id));
    return (await this.reading.all()).filter(({ id }) => released.has(id));
  }
}
