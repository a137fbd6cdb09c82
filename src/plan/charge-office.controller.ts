import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../platform/http/actor';
import { Allow } from '../platform/http/allow';
import { ArrivedAt } from '../platform/http/arrived-at';
import { Id } from '../platform/http/id';
import { IfMatch } from '../platform/http/if-match';
import { JoiningDto, LeavingDto, ReassignmentDto, VerdictDto } from './charge.dto';
import { ChargeDecisions } from './charge-decisions.service';
import { ChargeReading } from './charge-reading.service';
import { ChargeView } from './charge.view';
import { Reassignments } from './reassignments.service';

/** 责任 as the office settles it. */
@ApiTags('责任')
@Controller('api')
export class ChargeOfficeController {
  constructor(
    private readonly reading: ChargeReading,
    private readonly decisions: ChargeDecisions,
    private readonly reassignments: Reassignments,
  ) {}

  /** 答复异议 or 认定不涉及 */
  @Post('charges/:id/decision')
  @HttpCode(200)
  @Allow('charge.decide')
  async decide(
    @Acting() by: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() verdict: VerdictDto,
    @ArrivedAt() at: Date,
  ): Promise<ChargeView> {
    await this.decisions.decide(by, id, version, verdict, at);
    return this.reading.one(by, id);
  }

  /** 调整责任单位; answers the new charge. */
  @Post('charges/:id/reassignment')
  @Allow('charge.reassign')
  async reassign(
    @Acting() by: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() reassignment: ReassignmentDto,
    @ArrivedAt() at: Date,
  ): Promise<ChargeView> {
    const begun = await this.reassignments.reassign(by, id, version, reassignment, at);
    return this.reading.one(by, begun);
  }

  /** 增加责任单位 */
  @Post('items/:id/charges')
  @Allow('charge.reassign')
  async join(@Acting() by: Actor, @Id() itemId: number, @Body() joining: JoiningDto): Promise<ChargeView> {
    return this.reading.one(by, await this.reassignments.join(by, itemId, joining));
  }

  /** 终止责任 */
  @Post('charges/:id/end')
  @HttpCode(200)
  @Allow('charge.reassign')
  async leave(
    @Acting() by: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() leaving: LeavingDto,
    @ArrivedAt() at: Date,
  ): Promise<ChargeView> {
    await this.reassignments.leave(by, id, version, leaving, at);
    return this.reading.one(by, id);
  }
}
