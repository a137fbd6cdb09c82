import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow } from '../../platform/http/allow';
import { ArrivedAt } from '../../platform/http/arrived-at';
import { Id } from '../../platform/http/id';
import { ApiPage, type Page } from '../../platform/http/page';
import { DisputeAnswers } from './dispute-answers.service';
import { DisputeAnswerDto, DisputeDto, DisputeQuery } from './dispute.dto';
import { DisputeService } from './dispute.service';
import { DisputeView } from './dispute.view';

@ApiTags('异议')
@Controller('api')
export class DisputeController {
  constructor(
    private readonly disputes: DisputeService,
    private readonly answers: DisputeAnswers,
  ) {}

  /** To a return or a send-back, within 3 workdays. */
  @Post('reviews/:id/dispute')
  @Allow('dispute.raise')
  disputeReview(
    @Acting() actor: Actor,
    @Id() id: number,
    @Body() { reason }: DisputeDto,
    @ArrivedAt() at: Date,
  ): Promise<DisputeView> {
    return this.disputes.raise(actor, 'review', id, reason, at);
  }

  /** To a report the office entered on the unit's behalf, within 3 workdays. */
  @Post('reports/:id/dispute')
  @Allow('dispute.raise')
  disputeReport(
    @Acting() actor: Actor,
    @Id() id: number,
    @Body() { reason }: DisputeDto,
    @ArrivedAt() at: Date,
  ): Promise<DisputeView> {
    return this.disputes.raise(actor, 'report', id, reason, at);
  }

  /** 异议: the office sees all, a unit its own. */
  @Get('disputes')
  @Allow('report.read')
  @ApiPage(DisputeView)
  page(@Acting() actor: Actor, @Query() query: DisputeQuery): Promise<Page<DisputeView>> {
    return this.disputes.page(actor, query);
  }

  /** By somebody else than who decided. */
  @Post('disputes/:id/answer')
  @Allow('dispute.answer')
  @HttpCode(200)
  async answer(
    @Acting() actor: Actor,
    @Id() id: number,
    @Body() body: DisputeAnswerDto,
    @ArrivedAt() at: Date,
  ): Promise<DisputeView> {
    const { upheld, answer } = body;
    await this.answers.answer(actor, id, { upheld, answer, at });
    return this.disputes.one(id);
  }
}
