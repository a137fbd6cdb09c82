import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow } from '../../platform/http/allow';
import { ArrivedAt } from '../../platform/http/arrived-at';
import { Id } from '../../platform/http/id';
import { Idempotent } from '../../platform/http/idempotent';
import { IfMatch } from '../../platform/http/if-match';
import { type DutyStandView } from '../duty-stand.view';
import { HandInService } from './hand-in.service';
import { type HandedInView } from './hand-in.view';
import { OnBehalfDto, SignedHandInDto } from './report.dto';
import { ReportReads } from './report-reads.service';
import { onBehalf, onlineBy, toHandInRow } from './report-requests';
import { type ReportView } from './report.view';
import { ReportWithdrawal } from './report-withdrawal.service';

@ApiTags('报送')
@Controller('api')
export class ReportController {
  constructor(
    private readonly handIns: HandInService,
    private readonly withdrawals: ReportWithdrawal,
    private readonly reads: ReportReads,
  ) {}

  /** 报送, also again before review began (revision n+1) and as rework after a return. */
  @Post('duties/:id/reports')
  @Allow('report.submit')
  @Idempotent()
  handIn(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() body: SignedHandInDto,
    @ArrivedAt() at: Date,
  ): Promise<HandedInView> {
    return this.handIns.handIn(actor, toHandInRow(id, version, body), onlineBy(at, body));
  }

  /** 代录: the unit is told and may object. */
  @Post('duties/:id/on-behalf-reports')
  @Allow('report.on-behalf')
  @Idempotent()
  enterOnBehalf(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @Body() body: OnBehalfDto,
    @ArrivedAt() at: Date,
  ): Promise<HandedInView> {
    return this.handIns.handIn(actor, toHandInRow(id, version, body), onBehalf(at, body));
  }

  /** 撤回 */
  @Post('duties/:id/withdrawal')
  @Allow('report.submit')
  @HttpCode(200)
  withdraw(
    @Acting() actor: Actor,
    @Id() id: number,
    @IfMatch() version: number,
    @ArrivedAt() at: Date,
  ): Promise<DutyStandView> {
    return this.withdrawals.withdraw(actor, id, version, at);
  }

  /** All revisions, the latest first, with their reviews. */
  @Get('duties/:id/reports')
  @Allow('report.read')
  ofDuty(@Acting() actor: Actor, @Id() id: number): Promise<ReportView[]> {
    return this.reads.ofDuty(actor, id);
  }

  /** Looking at a report marks nothing: the office says so when it begins to read. */
  @Get('reports/:id')
  @Allow('report.read')
  one(@Acting() actor: Actor, @Id() id: number): Promise<ReportView> {
    return this.reads.one(actor, id);
  }
}
