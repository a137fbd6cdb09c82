import { Body, Controller, HttpCode, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow } from '../../platform/http/allow';
import { ArrivedAt } from '../../platform/http/arrived-at';
import { Id } from '../../platform/http/id';
import { Idempotent } from '../../platform/http/idempotent';
import { IfMatch } from '../../platform/http/if-match';
import { DigestService } from './digest.service';
import { type DutyStandView } from '../duty-stand.view';
import { type DigestView } from '../reports/report.view';
import { AcceptanceDto, DigestTextDto, ReturnDto } from './review.dto';
import { ReviewService } from './review.service';

@ApiTags('审核')
@Controller('api/reports/:id')
export class ReviewController {
  constructor(
    private readonly reviews: ReviewService,
    private readonly digests: DigestService,
  ) {}

  /** The office begins to read: the report can no longer be withdrawn or replaced. */
  @Post('reading')
  @Allow('report.review')
  @HttpCode(204)
  read(@Id() id: number, @ArrivedAt() at: Date): Promise<void> {
    return this.reviews.beginReading(id, at);
  }

  /** 通过 */
  @Post('acceptance')
  @Allow('report.review')
  @HttpCode(200)
  @Idempotent()
  accept(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { remark }: AcceptanceDto,
    @ArrivedAt() at: Date,
  ): Promise<DutyStandView> {
    return this.reviews.accept(actor, id, version, remark, at);
  }

  /** 退回 */
  @Post('return')
  @Allow('report.review')
  @HttpCode(200)
  @Idempotent()
  return(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { reasons, note, fixBy }: ReturnDto,
    @ArrivedAt() at: Date,
  ): Promise<DutyStandView> {
    return this.reviews.return(actor, id, version, { reasons, note, fixBy: fixBy ?? null }, at);
  }

  /** 摘编 */
  @Put('digest-text')
  @Allow('report.review')
  writeDigest(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { text }: DigestTextDto,
    @ArrivedAt() at: Date,
  ): Promise<DigestView> {
    return this.digests.write(actor, id, version, text, at);
  }
}
