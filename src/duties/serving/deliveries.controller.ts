import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow } from '../../platform/http/allow';
import { Id } from '../../platform/http/id';
import { DeliveriesService } from './deliveries.service';
import { ServeDto } from '../lists/duties.dto';
import { CountView } from '../schedules/schedule.view';

@ApiTags('送达')
@Controller('api/units/:id/services')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  /** The office records that the unit was told on paper, by phone or through OA; answers for how many schedules. */
  @Post()
  @Allow('duty.release')
  @HttpCode(200)
  async serve(@Acting() actor: Actor, @Id() id: number, @Body() dto: ServeDto): Promise<CountView> {
    return { count: await this.deliveries.record(actor, id, dto) };
  }
}
