import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../platform/http/actor';
import { Allow } from '../platform/http/allow';
import { ApiPage, type Page } from '../platform/http/page';
import { InvalidInput } from '../platform/http/refused';
import { WakeUps } from '../platform/jobs/wake-ups';
import { DeliveryStop } from './delivery-stop.service';
import { InboxService } from './inbox.service';
import { MessageQuery, NoticeQuery, ReadNoticesDto } from './notice.dto';
import { MessageView, NoticeView, ReadNoticesView } from './notice.view';

@ApiTags('消息')
@Controller('api')
export class NoticesController {
  constructor(
    private readonly inbox: InboxService,
    private readonly stop: DeliveryStop,
    private readonly wakeUps: WakeUps,
  ) {}

  /** The reader's inbox, unread first. */
  @Allow('notice.read')
  @ApiPage(NoticeView)
  @Get('notices')
  list(@Acting() actor: Actor, @Query() query: NoticeQuery): Promise<Page<NoticeView>> {
    return this.inbox.list(actor, query);
  }

  /** 已读: marks notices of the reader, or all of them. */
  @Allow('notice.read')
  @HttpCode(200)
  @Post('notices/reading')
  async read(@Acting() actor: Actor, @Body() body: ReadNoticesDto): Promise<ReadNoticesView> {
    if ((body.ids === undefined) === (body.all === undefined)) {
      throw new InvalidInput([{ field: 'ids', message: '请列出消息(ids),或选择全部(all)' }]);
    }
    return { read: await this.inbox.read(actor, body.ids ?? 'all') };
  }

  /** 发出的消息: what was sent to whom, and what became of it. */
  @Allow('message.read')
  @ApiPage(MessageView)
  @Get('messages')
  messages(@Query() query: MessageQuery): Promise<Page<MessageView>> {
    return this.inbox.log(query);
  }

  /** The clock is right after all: sending goes on. */
  @Allow('delivery.confirm')
  @HttpCode(204)
  @Post('delivery/confirmation')
  async confirm(@Acting() actor: Actor): Promise<void> {
    await this.stop.lift(actor);
    this.wakeUps.wake('deliver');
  }
}
