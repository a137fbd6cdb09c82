import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../platform/http/actor';
import { Allow } from '../platform/http/allow';
import { Id } from '../platform/http/id';
import { MemberChanges } from './member-changes.service';
import { MemberEndDto, MemberDto } from './unit.dto';
import { UnitReading } from './unit-reading.service';
import { CollectiveView } from './unit.view';

/** 集体责任单位 and who belongs to them. */
@ApiTags('单位')
@Controller('api/collectives')
export class CollectiveController {
  constructor(
    private readonly reading: UnitReading,
    private readonly members: MemberChanges,
  ) {}

  /** 集体责任单位 and the units they stand for. */
  @Get()
  @Allow('unit.read')
  collectives(): Promise<CollectiveView[]> {
    return this.reading.collectives();
  }

  /** 增加成员: it answers for the collective's items from that day, and owes from the next period. */
  @Post(':id/members')
  @Allow('collective.change')
  async addMember(
    @Acting() by: Actor,
    @Id() id: number,
    @Body() { unitCode, since }: MemberDto,
  ): Promise<CollectiveView> {
    await this.members.add(by, id, unitCode, since);
    return this.reading.collective(id);
  }

  /** 移出成员: what it owes already stays owed. */
  @Post(':id/members/:unitId/end')
  @HttpCode(200)
  @Allow('collective.change')
  async endMember(
    @Acting() by: Actor,
    @Id() id: number,
    @Id('unitId') unitId: number,
    @Body() ending: MemberEndDto,
  ): Promise<CollectiveView> {
    await this.members.end(by, id, unitId, ending);
    return this.reading.collective(id);
  }
}
