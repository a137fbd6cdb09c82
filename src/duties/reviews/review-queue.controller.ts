import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../platform/clock/clock';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow } from '../../platform/http/allow';
import { ApiPage, type Page, PageQuery } from '../../platform/http/page';
import { ReviewClock } from './review-clock.service';
import { ReviewClockQuery } from './review-queue.dto';
import { ReviewQueue } from './review-queue.service';
import { QueuedReportView, type ReviewClockView } from './review-queue.view';

@ApiTags('审核')
@Controller('api')
export class ReviewQueueController {
  constructor(
    private readonly queue: ReviewQueue,
    private readonly reviewClock: ReviewClock,
    private readonly clock: Clock,
  ) {}

  /** 报送审核: what waits, oldest first. */
  @Get('review-queue')
  @Allow('report.review')
  @ApiPage(QueuedReportView)
  page(@Acting() actor: Actor, @Query() query: PageQuery): Promise<Page<QueuedReportView>> {
    return this.queue.page(actor, query, this.clock.today());
  }

  /** 本办时效 */
  @Get('review-clock')
  @Allow('report.review')
  show(@Query() { period }: ReviewClockQuery): Promise<ReviewClockView> {
    return this.reviewClock.show(this.clock.today(), period);
  }
}
