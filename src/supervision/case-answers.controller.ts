import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../platform/http/actor';
import { Allow } from '../platform/http/allow';
import { ArrivedAt } from '../platform/http/arrived-at';
import { Id } from '../platform/http/id';
import { IfMatch } from '../platform/http/if-match';
import { CaseDisputeAnswerDto, CaseDisputeDto, CaseReplyDto, PhoneCallDto } from './case.dto';
import { CaseVersionView } from './case.view';
import { CaseDisputes } from './case-disputes.service';
import { CaseReplies } from './case-replies.service';

/** What a unit says to a case, by itself or through the office. */
@ApiTags('跟办')
@Controller('api/cases/:id')
export class CaseAnswersController {
  constructor(
    private readonly replies: CaseReplies,
    private readonly disputes: CaseDisputes,
  ) {}

  /** 回复, perhaps with a promised day; the office may enter what the unit wrote. */
  @Allow('case.reply')
  @HttpCode(200)
  @Post('replies')
  async reply(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { note, promisedOn }: CaseReplyDto,
    @ArrivedAt() at: Date,
  ): Promise<CaseVersionView> {
    return {
      id,
      version: await this.replies.reply(actor, id, version, { note, promisedOn: promisedOn ?? null, at }),
    };
  }

  /** 电话联系 */
  @Allow('case.handle')
  @HttpCode(200)
  @Post('phone-calls')
  async phone(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { result, note, promisedOn }: PhoneCallDto,
    @ArrivedAt() at: Date,
  ): Promise<CaseVersionView> {
    return {
      id,
      version: await this.replies.phone(actor, id, version, result, {
        note,
        promisedOn: promisedOn ?? null,
        at,
      }),
    };
  }

  /** 异议 */
  @Allow('case.dispute')
  @HttpCode(200)
  @Post('disputes')
  async dispute(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { reason }: CaseDisputeDto,
    @ArrivedAt() at: Date,
  ): Promise<CaseVersionView> {
    return { id, version: await this.disputes.raise(actor, id, version, reason, at) };
  }

  /** 答复异议, by somebody else than who deals with the case. */
  @Allow('dispute.answer')
  @HttpCode(200)
  @Post('dispute-answers')
  async answer(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { upheld, answer }: CaseDisputeAnswerDto,
    @ArrivedAt() at: Date,
  ): Promise<CaseVersionView> {
    return { id, version: await this.disputes.answer(actor, id, version, { upheld, answer, at }) };
  }
}
