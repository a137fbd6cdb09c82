import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow } from '../../platform/http/allow';
import { ArrivedAt } from '../../platform/http/arrived-at';
import { Id } from '../../platform/http/id';
import { IfMatch } from '../../platform/http/if-match';
import { type DutyStandView } from '../duty-stand.view';
import { ReopeningService } from './reopening.service';
import { CorrectionDto, ReopeningDto } from './review.dto';

@ApiTags('审核')
@Controller('api/duties/:id')
export class ReopeningController {
  constructor(private readonly reopenings: ReopeningService) {}

  /** 重新打开 */
  @Post('reopening')
  @Allow('report.review')
  @HttpCode(200)
  reopen(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { reason, fixBy }: ReopeningDto,
    @ArrivedAt() at: Date,
  ): Promise<DutyStandView> {
    return this.reopenings.reopen(actor, id, version, { reason, fixBy: fixBy ?? null }, at);
  }

  /** 更正, at the unit's own wish. */
  @Post('correction')
  @Allow('report.submit')
  @HttpCode(200)
  correct(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { reason }: CorrectionDto,
    @ArrivedAt() at: Date,
  ): Promise<DutyStandView> {
    return this.reopenings.correct(actor, id, version, reason, at);
  }
}
