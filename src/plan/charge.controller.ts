import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../platform/http/actor';
import { Allow } from '../platform/http/allow';
import { ArrivedAt } from '../platform/http/arrived-at';
import { Id } from '../platform/http/id';
import { IfMatch } from '../platform/http/if-match';
import { ApiPage, type Page } from '../platform/http/page';
import { ChargeAnswers } from './charge-answers.service';
import { ChargeQuery, HandlerDto, QuestionDto } from './charge.dto';
import { ChargeReading } from './charge-reading.service';
import { AcknowledgedView, ChargeView } from './charge.view';

/** 责任 as its unit sees it. */
@ApiTags('责任')
@Controller('api')
export class ChargeController {
  constructor(
    private readonly reading: ChargeReading,
    private readonly answers: ChargeAnswers,
  ) {}

  /** 责任分工: who is responsible for what; a unit sees its own. */
  @Get('charges')
  @Allow('plan.read')
  @ApiPage(ChargeView)
  list(@Acting() by: Actor, @Query() query: ChargeQuery): Promise<Page<ChargeView>> {
    return this.reading.list(by, query);
  }

  /** One charge. */
  @Get('charges/:id')
  @Allow('plan.read')
  one(@Acting() by: Actor, @Id() id: number): Promise<ChargeView> {
    return this.reading.one(by, id);
  }

  /** 一键签收: all pending charges of the acting unit. */
  @Post('acknowledgements')
  @HttpCode(200)
  @Allow('charge.acknowledge')
  async acknowledgeAll(@Acting() by: Actor, @ArrivedAt() at: Date): Promise<AcknowledgedView> {
    return { count: await this.answers.acknowledgeAll(by, at) };
  }

  /** 签收 */
  @Post('charges/:id/acknowledgement')
  @HttpCode(200)
  @Allow('charge.acknowledge')
  async acknowledge(@Acting() by: Actor, @Id() id: number, @ArrivedAt() at: Date): Promise<ChargeView> {
    await this.answers.acknowledgeOne(by, id, at);
    return this.reading.one(by, id);
  }

  /** 异议 */
  @Post('charges/:id/objection')
  @Allow('charge.acknowledge')
  async object(
    @Acting() by: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { reason }: QuestionDto,
    @ArrivedAt() at: Date,
  ): Promise<ChargeView> {
    await this.answers.question(by, id, version, 'object', { reason, at });
    return this.reading.one(by, id);
  }

  /** 不涉及 */
  @Post('charges/:id/non-involvement')
  @Allow('charge.acknowledge')
  async askNotInvolved(
    @Acting() by: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { reason }: QuestionDto,
    @ArrivedAt() at: Date,
  ): Promise<ChargeView> {
    await this.answers.question(by, id, version, 'ask-not-involved', { reason, at });
    return this.reading.one(by, id);
  }

  /** 撤回异议 or the request for 不涉及 */
  @Post('charges/:id/withdrawal')
  @HttpCode(200)
  @Allow('charge.acknowledge')
  async withdraw(
    @Acting() by: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @ArrivedAt() at: Date,
  ): Promise<ChargeView> {
    await this.answers.withdraw(by, id, version, at);
    return this.reading.one(by, id);
  }

  /** 内部承办 */
  @Put('charges/:id/internal-handler')
  @Allow('charge.acknowledge')
  async nameHandler(
    @Acting() by: Actor,
    @Id() id: number,
    @Body() { handler }: HandlerDto,
  ): Promise<ChargeView> {
    await this.answers.nameHandler(by, id, handler);
    return this.reading.one(by, id);
  }
}
