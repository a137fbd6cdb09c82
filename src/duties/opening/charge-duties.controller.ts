import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow } from '../../platform/http/allow';
import { ArrivedAt } from '../../platform/http/arrived-at';
import { Id } from '../../platform/http/id';
import { Idempotent } from '../../platform/http/idempotent';
import { ChargeDutyDto } from './charge-duties.dto';
import { ChargeDuties } from './charge-duties.service';
import { DutyListService } from '../lists/duty-list.service';
import { type DutyView } from '../lists/duty.view';

@ApiTags('报送任务')
@Controller('api/charges/:id/duties')
export class ChargeDutiesController {
  constructor(
    private readonly duties: ChargeDuties,
    private readonly present: DutyListService,
  ) {}

  /** 增列: a unit that joined, or took an item over, owes a period that is open already. */
  @Post()
  @Allow('charge.reassign')
  @Idempotent()
  async add(
    @Acting() actor: Actor,
    @Id() id: number,
    @Body() { scheduleId, period }: ChargeDutyDto,
    @ArrivedAt() at: Date,
  ): Promise<DutyView> {
    return this.present.one(actor, await this.duties.add(actor, id, { scheduleId, period }, at));
  }
}
