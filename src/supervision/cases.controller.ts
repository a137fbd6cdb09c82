import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../platform/http/actor';
import { Allow } from '../platform/http/allow';
import { ArrivedAt } from '../platform/http/arrived-at';
import { Id } from '../platform/http/id';
import { IfMatch } from '../platform/http/if-match';
import { ApiPage, type Page } from '../platform/http/page';
import { CaseClosureDto, CaseNoteDto, CaseQuery } from './case.dto';
import { CaseDetailView, CaseVersionView, CaseView } from './case.view';
import { CaseReads } from './case-reads.service';
import { CasesService } from './cases.service';

@ApiTags('跟办')
@Controller('api/cases')
export class CasesController {
  constructor(
    private readonly reads: CaseReads,
    private readonly cases: CasesService,
  ) {}

  /** 跟办件; a unit sees its own. */
  @Allow('case.read')
  @ApiPage(CaseView)
  @Get()
  list(@Acting() actor: Actor, @Query() query: CaseQuery): Promise<Page<CaseView>> {
    return this.reads.list(actor, query);
  }

  /** One case with its history. */
  @Allow('case.read')
  @Get(':id')
  get(@Acting() actor: Actor, @Id() id: number): Promise<CaseDetailView> {
    return this.reads.get(actor, id);
  }

  /** 受理 */
  @Allow('case.handle')
  @HttpCode(200)
  @Post(':id/handling')
  async handle(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { note }: CaseNoteDto,
    @ArrivedAt() at: Date,
  ): Promise<CaseVersionView> {
    return { id, version: await this.cases.handle(actor, id, version, note, at) };
  }

  /** 暂停: the ladder rests. */
  @Allow('case.handle')
  @HttpCode(200)
  @Post(':id/pause')
  async pause(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { note }: CaseNoteDto,
    @ArrivedAt() at: Date,
  ): Promise<CaseVersionView> {
    return { id, version: await this.cases.pause(actor, id, version, note, at) };
  }

  /** 恢复: the ladder goes on. */
  @Allow('case.handle')
  @HttpCode(200)
  @Post(':id/resumption')
  async resume(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { note }: CaseNoteDto,
    @ArrivedAt() at: Date,
  ): Promise<CaseVersionView> {
    return { id, version: await this.cases.resume(actor, id, version, note, at) };
  }

  /** 认定正当理由 */
  @Allow('case.handle')
  @HttpCode(200)
  @Post(':id/good-reason')
  async goodReason(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { note }: CaseNoteDto,
    @ArrivedAt() at: Date,
  ): Promise<CaseVersionView> {
    return { id, version: await this.cases.recordGoodReason(actor, id, version, note, at) };
  }

  /** The good reason holds no longer. */
  @Allow('case.handle')
  @HttpCode(200)
  @Post(':id/good-reason-end')
  async endGoodReason(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { note }: CaseNoteDto,
    @ArrivedAt() at: Date,
  ): Promise<CaseVersionView> {
    return { id, version: await this.cases.endGoodReason(actor, id, version, note, at) };
  }

  /** 销号 */
  @Allow('case.handle')
  @HttpCode(200)
  @Post(':id/closure')
  async close(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { note, stillOwed }: CaseClosureDto,
    @ArrivedAt() at: Date,
  ): Promise<CaseVersionView> {
    return {
      id,
      version: await this.cases.close(actor, id, version, note, stillOwed ?? false, at),
    };
  }
}
