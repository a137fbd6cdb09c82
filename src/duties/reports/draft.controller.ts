import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow } from '../../platform/http/allow';
import { ArrivedAt } from '../../platform/http/arrived-at';
import { Id } from '../../platform/http/id';
import { IfMatch } from '../../platform/http/if-match';
import { DraftDto } from './draft.dto';
import { DraftService } from './draft.service';
import { type DraftView } from './draft.view';

@ApiTags('报送')
@Controller('api/duties/:id/draft')
export class DraftController {
  constructor(private readonly drafts: DraftService) {}

  /** 草稿: shared by the unit's contacts; version 0 when there is none. */
  @Get()
  @Allow('report.submit')
  read(@Acting() actor: Actor, @Id() id: number): Promise<DraftView> {
    return this.drafts.read(actor, id);
  }

  /** Replaces the draft; `If-Match: 0` when there was none. 412 names who saved it meanwhile. */
  @Put()
  @Allow('report.submit')
  replace(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() body: DraftDto,
    @ArrivedAt() at: Date,
  ): Promise<DraftView> {
    const {
      kind = 'full',
      progress = '',
      problems = '',
      nextSteps = '',
      yearSummary = '',
      remark = '',
    } = body;
    const draft = { kind, progress, problems, nextSteps, yearSummary, remark };
    return this.drafts.replace(actor, id, version, draft, at);
  }
}
