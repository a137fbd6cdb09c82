import { Injectable } from '@nestjs/common';
import { dayOf } from '../domain/day';
import { DeliveryService } from '../notices/delivery.service';
import { GatheringService } from '../notices/gathering.service';
import { isPast, RulesInForce } from '../plan/rules-in-force.service';

/** The day's messages at 09:00 of a workday, urgent ones at any time (domain §6). */
@Injectable()
export class DispatchService {
  constructor(
    private readonly rules: RulesInForce,
    private readonly gathering: GatheringService,
    private readonly delivery: DeliveryService,
  ) {}

  /** Answers how many messages were sent. */
  async dispatch(asOf: Date): Promise<number> {
    const { calendar, sendAt } = await this.rules.current();
    const timeHasCome = calendar.isWorkday(dayOf(asOf)) && isPast(sendAt, asOf);
    await this.gathering.gather(asOf, timeHasCome ? 'all' : 'urgent');
    return this.delivery.deliver(asOf);
  }
}
