import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../platform/http/actor';
import { Allow } from '../platform/http/allow';
import { ArrivedAt } from '../platform/http/arrived-at';
import { Id } from '../platform/http/id';
import { IfMatch } from '../platform/http/if-match';
import { ApiPage, type Page } from '../platform/http/page';
import { UnitChanges } from './unit-changes.service';
import { UnitSuccession } from './unit-succession.service';
import { UnitAliasDto, UnitCorrectionDto, UnitQuery, UnitSuccessionDto } from './unit.dto';
import { UnitReading } from './unit-reading.service';
import { UnitDetailView, UnitSuccessionView, UnitView } from './unit.view';

@ApiTags('单位')
@Controller('api')
export class UnitController {
  constructor(
    private readonly reading: UnitReading,
    private readonly changes: UnitChanges,
    private readonly succession: UnitSuccession,
  ) {}

  /** 单位, in 建制顺序. */
  @Get('units')
  @Allow('unit.read')
  @ApiPage(UnitView)
  list(@Query() query: UnitQuery): Promise<Page<UnitView>> {
    return this.reading.list(query);
  }

  /** One unit with its aliases and what was corrected. */
  @Get('units/:id')
  @Allow('unit.read')
  one(@Id() id: number): Promise<UnitDetailView> {
    return this.reading.one(id);
  }

  /** 更正 */
  @Post('units/:id/corrections')
  @Allow('unit.correct')
  async correct(
    @Acting() by: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() correction: UnitCorrectionDto,
  ): Promise<UnitDetailView> {
    await this.changes.correct(by, id, version, correction);
    return this.reading.one(id);
  }

  /** 其他文件中的叫法 */
  @Post('units/:id/aliases')
  @Allow('unit.correct')
  async addAlias(
    @Acting() by: Actor,
    @Id() id: number,
    @Body() { name }: UnitAliasDto,
  ): Promise<UnitDetailView> {
    await this.changes.addAlias(by, id, name.trim());
    return this.reading.one(id);
  }

  /** 并入 */
  @Post('units/:id/succession')
  @Allow('unit.correct')
  async succeed(
    @Acting() by: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() body: UnitSuccessionDto,
    @ArrivedAt() at: Date,
  ): Promise<UnitSuccessionView> {
    const sharedItems = await this.succession.succeed(by, id, version, body, at);
    return Object.assign(await this.reading.one(id), { sharedItems });
  }
}
