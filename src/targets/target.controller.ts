import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../platform/http/actor';
import { Allow } from '../platform/http/allow';
import { Id } from '../platform/http/id';
import { IfMatch } from '../platform/http/if-match';
import { ApiPage, type Page } from '../platform/http/page';
import { TargetChanges } from './target-changes.service';
import { DefinitionDto, FillingDto, ReadingDto, SettlementDto, TargetQuery } from './target.dto';
import { TargetReading } from './target-reading.service';
import { TargetDetailView, TargetView } from './target.view';

@ApiTags('目标指标')
@Controller('api/targets')
export class TargetController {
  constructor(
    private readonly reading: TargetReading,
    private readonly changes: TargetChanges,
  ) {}

  /** 目标指标, each with its light. */
  @Get()
  @Allow('target.read')
  @ApiPage(TargetView)
  list(@Query() query: TargetQuery): Promise<Page<TargetView>> {
    return this.reading.list(query);
  }

  /** One target with its readings. */
  @Get(':id')
  @Allow('target.read')
  one(@Acting() by: Actor, @Id() id: number): Promise<TargetDetailView> {
    return this.reading.one(by, id);
  }

  /** 填报: by the office, or by the item's leading unit where the office has asked it to. */
  @Post(':id/readings')
  @Allow('target.fill')
  async fill(@Acting() by: Actor, @Id() id: number, @Body() reading: ReadingDto): Promise<TargetDetailView> {
    await this.changes.fill(by, id, reading);
    return this.reading.one(by, id);
  }

  /** 明确口径和进度路径 */
  @Post(':id/definition')
  @HttpCode(200)
  @Allow('target.define')
  async define(
    @Acting() by: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { definition, path }: DefinitionDto,
  ): Promise<TargetDetailView> {
    await this.changes.define(by, id, version, definition, path);
    return this.reading.one(by, id);
  }

  /** 改由谁填报 */
  @Post(':id/filling')
  @HttpCode(200)
  @Allow('target.define')
  async assign(
    @Acting() by: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { filledBy, reason }: FillingDto,
  ): Promise<TargetDetailView> {
    await this.changes.assignFilling(by, id, version, filledBy, reason);
    return this.reading.one(by, id);
  }

  /** 核定 after the target's horizon */
  @Post(':id/settlement')
  @HttpCode(200)
  @Allow('target.define')
  async settle(
    @Acting() by: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() { note }: SettlementDto,
  ): Promise<TargetDetailView> {
    await this.changes.settle(by, id, version, note);
    return this.reading.one(by, id);
  }
}
