import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow } from '../../platform/http/allow';
import { ArrivedAt } from '../../platform/http/arrived-at';
import { Id } from '../../platform/http/id';
import { Idempotent } from '../../platform/http/idempotent';
import { OpeningService } from './opening.service';
import { PostponementService } from './postponement.service';
import { RecallService } from './recall.service';
import { CountView, type PostponementView } from '../schedules/schedule.view';
import { PostponeDto, RecallDto } from '../schedules/schedules.dto';

@ApiTags('报送周期')
@Controller('api/schedules/:id')
export class PeriodsController {
  constructor(
    private readonly openings: OpeningService,
    private readonly recalls: RecallService,
    private readonly postponements: PostponementService,
  ) {}

  /** The office opens a begun period by hand. */
  @Post('periods/:period/opening')
  @Allow('schedule.manage')
  @HttpCode(200)
  async open(@Acting() actor: Actor, @Id() id: number, @Param('period') period: string): Promise<CountView> {
    return { count: await this.openings.openByHand(actor, id, period) };
  }

  /** 撤回开期, while nothing was handed in. */
  @Post('periods/:period/recall')
  @Allow('schedule.manage')
  @Idempotent()
  @HttpCode(200)
  async recall(
    @Acting() actor: Actor,
    @Id() id: number,
    @Param('period') period: string,
    @Body() { reason }: RecallDto,
    @ArrivedAt() at: Date,
  ): Promise<CountView> {
    return { count: await this.recalls.recall(actor, id, period, reason, at) };
  }

  /** 统一顺延 */
  @Post('postponements')
  @Allow('schedule.manage')
  @Idempotent()
  @HttpCode(200)
  postpone(
    @Acting() actor: Actor,
    @Id() id: number,
    @Body() dto: PostponeDto,
    @ArrivedAt() at: Date,
  ): Promise<PostponementView> {
    return this.postponements.postpone(actor, id, dto, at);
  }
}
