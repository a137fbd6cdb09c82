import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../platform/clock/clock';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow } from '../../platform/http/allow';
import { ArrivedAt } from '../../platform/http/arrived-at';
import { Id } from '../../platform/http/id';
import { Idempotent } from '../../platform/http/idempotent';
import { ApiPage, type Page } from '../../platform/http/page';
import { ExtensionAnswers, type WhichExtension } from './extension-answers.service';
import { ExtensionQuery, ExtensionRequestDto, GrantDto, RefusalDto } from './extension.dto';
import { ExtensionList } from './extension-list.service';
import { ExtensionService } from './extension.service';
import { ExtensionRequestView } from './extension.view';

@ApiTags('延期')
@Controller('api')
export class ExtensionController {
  constructor(
    private readonly extensions: ExtensionService,
    private readonly answers: ExtensionAnswers,
    private readonly list: ExtensionList,
    private readonly clock: Clock,
  ) {}

  /** 申请延期: one request for many duties; 422 with a verdict for each when one of them cannot have it. */
  @Post('extensions')
  @Allow('extension.ask')
  @Idempotent()
  async ask(
    @Acting() actor: Actor,
    @Body() body: ExtensionRequestDto,
    @ArrivedAt() at: Date,
  ): Promise<ExtensionRequestView> {
    return this.list.one(actor, await this.extensions.ask(actor, body, at));
  }

  /** 延期申请: the office sees all, a unit its own. */
  @Get('extensions')
  @Allow('report.read')
  @ApiPage(ExtensionRequestView)
  page(@Acting() actor: Actor, @Query() query: ExtensionQuery): Promise<Page<ExtensionRequestView>> {
    return this.list.page(actor, query);
  }

  /** 同意延期, perhaps to another day than the one asked for. */
  @Post('extensions/:id/grant')
  @Allow('extension.decide')
  @HttpCode(200)
  grant(@Acting() actor: Actor, @Id() id: number, @Body() body: GrantDto): Promise<ExtensionRequestView> {
    return this.granted(actor, { id }, body);
  }

  /** 不同意延期, with the reason. */
  @Post('extensions/:id/refusal')
  @Allow('extension.decide')
  @HttpCode(200)
  refuse(@Acting() actor: Actor, @Id() id: number, @Body() body: RefusalDto): Promise<ExtensionRequestView> {
    return this.refused(actor, { id }, body);
  }

  /** 撤回延期申请, before it is answered. */
  @Post('extensions/:id/withdrawal')
  @Allow('extension.ask')
  @HttpCode(200)
  withdraw(@Acting() actor: Actor, @Id() id: number): Promise<ExtensionRequestView> {
    return this.withdrawn(actor, { id });
  }

  /** The same for all duties of a request that still wait. */
  @Post('extension-requests/:key/grant')
  @Allow('extension.decide')
  @HttpCode(200)
  grantAll(
    @Acting() actor: Actor,
    @Param('key') key: string,
    @Body() body: GrantDto,
  ): Promise<ExtensionRequestView> {
    return this.granted(actor, { key }, body);
  }

  /** The same reason for all duties of a request that still wait. */
  @Post('extension-requests/:key/refusal')
  @Allow('extension.decide')
  @HttpCode(200)
  refuseAll(
    @Acting() actor: Actor,
    @Param('key') key: string,
    @Body() body: RefusalDto,
  ): Promise<ExtensionRequestView> {
    return this.refused(actor, { key }, body);
  }

  /** 撤回 of all duties of a request that still wait. */
  @Post('extension-requests/:key/withdrawal')
  @Allow('extension.ask')
  @HttpCode(200)
  withdrawAll(@Acting() actor: Actor, @Param('key') key: string): Promise<ExtensionRequestView> {
    return this.withdrawn(actor, { key });
  }

  private async granted(actor: Actor, which: WhichExtension, body: GrantDto): Promise<ExtensionRequestView> {
    await this.answers.grant(actor, which, body, this.clock.now());
    return this.shown(actor, which);
  }

  private async refused(
    actor: Actor,
    which: WhichExtension,
    { answer }: RefusalDto,
  ): Promise<ExtensionRequestView> {
    await this.answers.refuse(actor, which, answer, this.clock.now());
    return this.shown(actor, which);
  }

  private async withdrawn(actor: Actor, which: WhichExtension): Promise<ExtensionRequestView> {
    await this.answers.withdraw(actor, which, this.clock.now());
    return this.shown(actor, which);
  }

  private shown(actor: Actor, which: WhichExtension): Promise<ExtensionRequestView> {
    return 'key' in which ? this.list.one(actor, which.key) : this.list.ofExtension(actor, which.id);
  }
}
