import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow } from '../../platform/http/allow';
import { ArrivedAt } from '../../platform/http/arrived-at';
import { Id } from '../../platform/http/id';
import { Idempotent } from '../../platform/http/idempotent';
import { IfMatch } from '../../platform/http/if-match';
import { type DutyStandView } from '../duty-stand.view';
import { WaiverDto, WaiversDto } from './waiver.dto';
import { WaiverService } from './waiver.service';
import { type WaiversView } from './waiver.view';

@ApiTags('免报')
@Controller('api')
export class WaiverController {
  constructor(private readonly waivers: WaiverService) {}

  /** 免报 of one duty, with the reason. */
  @Post('duties/:id/waiver')
  @Allow('duty.waive')
  @Idempotent()
  @HttpCode(200)
  waive(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { reason }: WaiverDto,
    @ArrivedAt() at: Date,
  ): Promise<DutyStandView> {
    return this.waivers.waive(actor, id, version, reason, at);
  }

  /** Many at once, all or nothing: 422 with a verdict for each when one cannot be waived. */
  @Post('waivers')
  @Allow('duty.waive')
  @Idempotent()
  @HttpCode(200)
  async waiveAll(
    @Acting() actor: Actor,
    @Body() { dutyIds, reason }: WaiversDto,
    @ArrivedAt() at: Date,
  ): Promise<WaiversView> {
    return { waived: await this.waivers.waiveAll(actor, dutyIds, reason, at) };
  }
}
