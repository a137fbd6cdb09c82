import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../platform/http/actor';
import { Allow } from '../platform/http/allow';
import { UrgeDto } from './urge.dto';
import { UrgingView } from './urge.view';
import { UrgesService } from './urges.service';

@ApiTags('跟办')
@Controller('api/urges')
export class UrgesController {
  constructor(private readonly urges: UrgesService) {}

  /** 催: at once, at most once a day and unit; answers what went to these units before. */
  @Allow('notice.urge')
  @HttpCode(200)
  @Post()
  urge(@Acting() actor: Actor, @Body() body: UrgeDto): Promise<UrgingView> {
    return this.urges.urge(actor, body);
  }
}
