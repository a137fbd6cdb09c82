import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../platform/http/actor';
import { Allow } from '../platform/http/allow';
import { Id } from '../platform/http/id';
import { IfMatch } from '../platform/http/if-match';
import { PlanChanges } from './plan-changes.service';
import { ItemCorrectionDto, ItemQuery, WordingCorrectionDto } from './plan.dto';
import { PlanReading } from './plan-reading.service';
import { ItemDetailView, ItemView, PlanDetailView, PlanView } from './plan.view';

@ApiTags('工作方案')
@Controller('api')
export class PlanController {
  constructor(
    private readonly reading: PlanReading,
    private readonly changes: PlanChanges,
  ) {}

  /** 工作方案, closed ones too. */
  @Get('plans')
  @Allow('plan.read')
  plans(): Promise<PlanView[]> {
    return this.reading.plans();
  }

  /** One plan with what was corrected in it. */
  @Get('plans/:id')
  @Allow('plan.read')
  plan(@Id() id: number): Promise<PlanDetailView> {
    return this.reading.plan(id);
  }

  /** 工作事项, in document order. */
  @Get('items')
  @Allow('plan.read')
  items(@Query() { plan }: ItemQuery): Promise<ItemView[]> {
    return this.reading.items(plan);
  }

  /** One item with its points, its units and what was corrected. */
  @Get('items/:id')
  @Allow('plan.read')
  item(@Id() id: number): Promise<ItemDetailView> {
    return this.reading.item(id);
  }

  /** 更正 */
  @Post('items/:id/corrections')
  @Allow('plan.correct')
  async correct(
    @Acting() by: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() correction: ItemCorrectionDto,
  ): Promise<ItemDetailView> {
    await this.changes.correctItem(by, id, version, correction);
    return this.reading.item(id);
  }

  /** 更正工作要点 */
  @Post('items/:id/points/:n/corrections')
  @Allow('plan.correct')
  async correctPoint(
    @Acting() by: Actor,
    @Id() itemId: number,
    @Id('n') n: number,
    @IfMatch() version: number,
    @Body() correction: WordingCorrectionDto,
  ): Promise<ItemDetailView> {
    await this.changes.correctPoint(by, { itemId, n, version }, correction);
    return this.reading.item(itemId);
  }

  /** 更正方案名称 */
  @Post('plans/:id/corrections')
  @Allow('plan.correct')
  async correctTitle(
    @Acting() by: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() correction: WordingCorrectionDto,
  ): Promise<PlanDetailView> {
    await this.changes.correctTitle(by, id, version, correction);
    return this.reading.plan(id);
  }

  /** 确认牵头单位 */
  @Post('plans/:id/lead-confirmation')
  @HttpCode(200)
  @Allow('plan.correct')
  async confirmLeads(
    @Acting() by: Actor,
    @Id() id: number,
    @IfMatch() version: number,
  ): Promise<PlanDetailView> {
    await this.changes.confirmLeads(by, id, version);
    return this.reading.plan(id);
  }
}
