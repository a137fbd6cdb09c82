import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../../platform/http/actor';
import { Allow } from '../../platform/http/allow';
import { ArrivedAt } from '../../platform/http/arrived-at';
import { Idempotent } from '../../platform/http/idempotent';
import { type NilBatchView, type ReportBatchView } from './batch.view';
import { HandInService } from './hand-in.service';
import { NilBatchService } from './nil-batch.service';
import { NilBatchDto, ReportBatchDto } from './report.dto';
import { onlineBy, toHandInRow } from './report-requests';

@ApiTags('报送')
@Controller('api')
export class BatchController {
  constructor(
    private readonly handIns: HandInService,
    private readonly nilBatches: NilBatchService,
  ) {}

  /** 报送全部: all or nothing; refused, it answers 422 with a verdict for each row. */
  @Post('report-batches')
  @Allow('report.submit')
  @Idempotent()
  async handInAll(
    @Acting() actor: Actor,
    @Body() body: ReportBatchDto,
    @ArrivedAt() at: Date,
  ): Promise<ReportBatchView> {
    const terms = onlineBy(at, body);
    const rows = body.rows.map((row) => toHandInRow(row.dutyId, row.version, row));
    return { handedIn: await this.handIns.handInAll(actor, rows, terms) };
  }

  /** 其余均无新进展 */
  @Post('nil-batches')
  @Allow('report.submit')
  @Idempotent()
  async reportNil(
    @Acting() actor: Actor,
    @Body() body: NilBatchDto,
    @ArrivedAt() at: Date,
  ): Promise<NilBatchView> {
    const { period, scheduleId, sentence = '' } = body;
    return this.nilBatches.reportNil(actor, { period, scheduleId, sentence }, onlineBy(at, body));
  }
}
