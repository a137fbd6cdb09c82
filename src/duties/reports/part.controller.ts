import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow } from '../../platform/http/allow';
import { ArrivedAt } from '../../platform/http/arrived-at';
import { Id } from '../../platform/http/id';
import { IfMatch } from '../../platform/http/if-match';
import { type DutyStandView } from '../duty-stand.view';
import { SendBackDto } from './part.dto';
import { PartSendBack } from './part-send-back.service';
import { PartService } from './part.service';
import { type PartsView } from './part.view';

@ApiTags('配合材料')
@Controller('api')
export class PartController {
  constructor(
    private readonly parts: PartService,
    private readonly sendBacks: PartSendBack,
  ) {}

  /** The parts of a lead's duty. */
  @Get('duties/:id/parts')
  @Allow('report.read')
  ofLead(@Acting() actor: Actor, @Id() id: number): Promise<PartsView> {
    return this.parts.partsOf(actor, id);
  }

  /** 请补充, by the one lead until it has handed in. */
  @Post('reports/:id/send-back')
  @Allow('report.send-back')
  @HttpCode(200)
  sendBack(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { reason, fixBy }: SendBackDto,
    @ArrivedAt() at: Date,
  ): Promise<DutyStandView> {
    return this.sendBacks.sendBack(actor, id, version, {
      reason,
      fixBy: fixBy ?? null,
      at,
    });
  }
}
