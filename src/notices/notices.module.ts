import { Global, Module } from '@nestjs/common';
import { Channel, InboxChannel } from './channel';
import { Composers } from './composers';
import { DeliveryService } from './delivery.service';
import { DeliveryStop, DeliveryStopWatch } from './delivery-stop.service';
import { GatheringService } from './gathering.service';
import { InboxService } from './inbox.service';
import { NoticeHooks } from './notice-hooks';
import { Notices } from './notices';
import { NoticesController } from './notices.controller';
import { Outbox } from './outbox.service';
import { TextService } from './text.service';

const shared = [Notices, NoticeHooks, Composers, TextService, GatheringService, DeliveryService];

@Global()
@Module({
  controllers: [NoticesController],
  providers: [
    ...shared,
    { provide: Channel, useClass: InboxChannel },
    Outbox,
    InboxService,
    DeliveryStop,
    DeliveryStopWatch,
  ],
  exports: shared,
})
export class NoticesModule {}
